package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"planatlas/graph/ontology"
	"planatlas/loader"
	"planatlas/server"
	"planatlas/ui"
)

func (p *program) serveCommand() *cobra.Command {
	var addr string
	var allow, against []string
	var open bool
	c := &cobra.Command{
		Use:   "serve",
		Short: p.say("启动网页与接口", "Serve the page and the API"),
		Args:  p.arguments(0, 0),
	}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", p.say("监听地址", "address to listen on"))
	c.Flags().StringSliceVar(&allow, "allow-host", nil, p.say("另接受的主机名（可带端口，可多个）", "further host names to accept (with a port or without; several)"))
	c.Flags().StringArrayVar(&against, "against", nil, p.say("另一版本的规划文件夹，供对照页比较（可多个）", "folder of another version of a plan, for the page that compares (several)"))
	c.Flags().BoolVar(&open, "open", false, p.say("打开浏览器", "open the browser"))
	c.RunE = func(c *cobra.Command, _ []string) error { return p.serve(c.Context(), addr, allow, against, open) }
	return c
}

func (p *program) serve(ctx context.Context, addr string, allow, against []string, open bool) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	if d.seeds != nil {
		_ = d.seeds.Warnings.WriteText(p.err, string(p.lang))
	}
	questions, rules, err := p.questions()
	if err != nil {
		return err
	}
	served, err := p.served(d.engine)
	if err != nil {
		return err
	}
	versions, err := p.versions(against, d.ontology)
	if err != nil {
		return err
	}
	page, built := ui.Dist()
	srv, err := server.New(server.Config{
		Engine: served, Source: d.source(), Ontology: d.ontology, Texts: d.texts(), Layouts: newLayouts(), UI: page, Version: programVersion(),
		AllowHosts: allow, Lang: string(p.lang), Log: slog.New(slog.NewTextHandler(p.err, nil)), Coverage: d.coverage,
		Questions: questions, Rules: rules, Against: versions,
	})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return p.listenError(addr, err)
	}
	p.announce(l.Addr(), built)
	if open {
		openBrowser(address(l.Addr()))
	}
	return srv.Serve(ctx, l)
}

// versions loads other versions of plans, each named by its plan and folder.
func (p *program) versions(folders []string, o *ontology.Ontology) ([]server.Against, error) {
	var out []server.Against
	for _, folder := range folders {
		if !isFolder(folder) {
			return nil, p.usage("没有文件夹“%s”", "there is no folder “%s”", folder)
		}
		s, err := p.folderSide(folder, o)
		if err != nil {
			return nil, err
		}
		full, err := filepath.Abs(folder)
		if err != nil {
			return nil, err
		}
		// v1/jianghai-14fyp is told apart by v1.
		name := filepath.Base(full)
		if name == s.Plan {
			name = filepath.Base(filepath.Dir(full))
		}
		id := s.Plan + "@" + name
		for n := 2; slices.ContainsFunc(out, func(a server.Against) bool { return a.ID == id }); n++ {
			id = fmt.Sprintf("%s@%s-%d", s.Plan, name, n)
		}
		out = append(out, server.Against{ID: id, Side: s})
	}
	return out, nil
}

func (p *program) listenError(addr string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf(p.say("%s 已被占用，请用 --addr 换一个", "%s is in use; choose another by --addr"), addr)
	}
	return err
}

// announce says what a person should know who opens the server to others, and,
// as the last line, where the page is: who waits for the address has then been
// told everything.
func (p *program) announce(a net.Addr, built bool) {
	if !built {
		fmt.Fprintln(p.err, p.say("网页尚未构建：运行 make build", "The page is not built: run make build"))
	}
	if !server.Loopback(a) {
		fmt.Fprintln(p.err, p.say("注意：没有登录，能连到这个地址的人都能看到全部数据。", "Note: there is no sign-in; whoever reaches this address sees all data."))
	}
	fmt.Fprintf(p.err, p.say("规划图谱：%s\n", "Planatlas: %s\n"), address(a))
}

// address is where a browser on this machine finds a listener.
func address(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err != nil || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// coverage reports how much of a plan's text stands in the graph, where the text
// was given.
func (d *data) coverage(_ context.Context, plan string) (any, error) {
	if d.seeds == nil {
		return nil, server.ErrNoText
	}
	r, err := loader.Coverage(d.seeds, plan)
	if noText := (loader.ErrNoText{}); errors.As(err, &noText) {
		return nil, server.ErrNoText
	}
	return r, err
}

// openBrowser asks the desktop to show an address. Where there is none, the
// address stands on the screen anyway.
func openBrowser(url string) {
	name, args := "xdg-open", []string{url}
	switch runtime.GOOS {
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", url}
	case "darwin":
		name = "open"
	}
	_ = exec.Command(name, args...).Start()
}
