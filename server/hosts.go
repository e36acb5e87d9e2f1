package server

import (
	"net"
	"slices"
	"strings"
	"sync"
)

// hosts are the names and addresses by which the server may be asked.
type hosts struct {
	mu      sync.RWMutex
	names   []string // host or host:port, lower case
	port    string   // that the server listens on, "" before it does
	any     bool     // it listens on all addresses of the machine
	address string   // that it listens on
}

func (h *hosts) allow(names []string) {
	for _, n := range names {
		if n = strings.ToLower(strings.TrimSpace(n)); n != "" {
			h.names = append(h.names, n)
		}
	}
}

func (h *hosts) bind(a net.Addr) {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	ip := net.ParseIP(host)
	h.port, h.address, h.any = port, host, ip != nil && ip.IsUnspecified()
}

// accept reports whether a Host header names this server.
func (h *hosts) accept(header string) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	header = strings.ToLower(header)
	host, port := header, ""
	if name, p, err := net.SplitHostPort(header); err == nil {
		host, port = name, p
	}
	host = strings.Trim(host, "[]")
	if slices.Contains(h.names, header) || slices.Contains(h.names, host) {
		return true
	}
	if h.port == "" || (port != h.port && (port != "" || h.port != "80")) {
		return false
	}
	return h.own(host)
}

// own reports whether a host is the bound address. On loopback its names are
// the same machine; on all addresses, each address of the machine is bound.
func (h *hosts) own(host string) bool {
	if host == h.address {
		return true
	}
	bound, asked := net.ParseIP(h.address), net.ParseIP(host)
	loopback := host == "localhost" || (asked != nil && asked.IsLoopback())
	if loopback && (h.any || (bound != nil && bound.IsLoopback())) {
		return true
	}
	return h.any && asked != nil && ofThisMachine(asked)
}

func ofThisMachine(ip net.IP) bool {
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	return slices.ContainsFunc(addrs, func(a net.Addr) bool {
		n, ok := a.(*net.IPNet)
		return ok && n.IP.Equal(ip)
	})
}
