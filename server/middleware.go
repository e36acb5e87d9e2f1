package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// logged writes a line for each request: what was asked, never by whom or with
// which words.
func (s *Server) logged(c *gin.Context) {
	start := time.Now()
	c.Next()
	level := slog.LevelInfo
	if c.Writer.Status() >= 500 {
		level = slog.LevelError
	}
	s.cfg.Log.Log(c, level, "request", "method", c.Request.Method, "route", c.FullPath(), "status", c.Writer.Status(),
		"bytes", c.Writer.Size(), "ms", float64(time.Since(start).Microseconds())/1000)
}

// recovered turns a panic into an answer, and its place into a log entry.
func (s *Server) recovered(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			if p == http.ErrAbortHandler {
				panic(p)
			}
			s.cfg.Log.Error("panic", "route", c.FullPath(), "value", fmt.Sprint(p), "stack", string(debug.Stack()))
			if !c.Writer.Written() {
				s.fail(c, newError(codeInternal, ""))
			}
			c.Abort()
		}
	}()
	c.Next()
}

// policy lets the page load from this server only and run no inline script or
// style.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (s *Server) secured(c *gin.Context) {
	for k, v := range map[string]string{
		"Content-Security-Policy":      policy,
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	} {
		c.Header(k, v)
	}
	c.Next()
}

// hosted refuses a Host that is not this server's, so that a page elsewhere
// cannot reach it by a name that it points here.
func (s *Server) hosted(c *gin.Context) {
	if !s.hosts.accept(c.Request.Host) {
		s.fail(c, newError(codeHost, c.Request.Host))
		return
	}
	c.Next()
}

// sameOrigin refuses a POST that another page sends. Browsers say from where;
// other programs say nothing and are let through.
func (s *Server) sameOrigin(c *gin.Context) {
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		origin := c.Request.Header.Get("Origin")
		u, err := url.Parse(origin)
		foreign := origin != "" && (err != nil || u.Host != c.Request.Host)
		site := c.Request.Header.Get("Sec-Fetch-Site")
		if foreign || (site != "" && site != "same-origin" && site != "none") {
			s.fail(c, newError(codeOrigin, origin))
			return
		}
	}
	c.Next()
}

// bounded limits the body and the time of a request.
func (s *Server) bounded(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), requestTimeout)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	most := int64(maxBody)
	if c.Request.URL.Path == root+"/export" {
		most = maxStory
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, most)
	c.Next()
}

// compressible are the types of content that gzip makes smaller.
var compressible = []string{"application/json", "text/", "image/svg+xml", "application/javascript", "application/manifest+json"}

// compressed sends what is large enough through gzip, where the client takes
// it. Answers are written in one piece, so the first piece tells.
func (s *Server) compressed(c *gin.Context) {
	c.Header("Vary", "Accept-Encoding, Accept-Language")
	if !takesGzip(c.Request) || c.Request.Method == http.MethodHead {
		c.Next()
		return
	}
	w := &gzipWriter{ResponseWriter: c.Writer}
	c.Writer = w
	defer w.close()
	c.Next()
}

func takesGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}

// pressed is an answer in JSON that went through gzip already.
type pressed []byte

func gzipped(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

const gzipFrom = 1024 // bytes

type gzipWriter struct {
	gin.ResponseWriter
	gz      *gzip.Writer
	decided bool
}

// Write compresses when the first piece says that it is worth it.
func (w *gzipWriter) Write(b []byte) (int, error) {
	if !w.decided {
		w.decided = true
		if h := w.Header(); len(b) >= gzipFrom && h.Get("Content-Encoding") == "" && isCompressible(h.Get("Content-Type")) {
			h.Set("Content-Encoding", "gzip")
			h.Del("Content-Length")
			w.gz, _ = gzip.NewWriterLevel(w.ResponseWriter, gzip.BestSpeed)
		}
	}
	if w.gz != nil {
		return w.gz.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

// WriteString is Write.
func (w *gzipWriter) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

func (w *gzipWriter) close() {
	if w.gz != nil {
		w.gz.Close()
	}
}

func isCompressible(contentType string) bool {
	for _, t := range compressible {
		if strings.HasPrefix(contentType, t) {
			return true
		}
	}
	return false
}
