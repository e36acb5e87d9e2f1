package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/gin-gonic/gin"
)

// assets are the page's files, read and compressed once.
type assets struct{ byPath map[string]asset }

type asset struct {
	content, gzipped []byte // gzipped is nil where it would not be smaller
	contentType      string
	etag             string
	immutable        bool // its name changes with its content
}

// types of files that the machine may not know, or know otherwise.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".json": "application/json", ".png": "image/png", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8",
}

func readAssets(fsys fs.FS) (*assets, error) {
	a := &assets{byPath: map[string]asset{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		a.byPath["/"+name] = newAsset(name, b)
		return nil
	})
	if _, built := a.byPath["/index.html"]; !built {
		a.byPath["/index.html"] = newAsset("index.html", []byte(unbuilt))
	}
	a.byPath["/"] = a.byPath["/index.html"]
	return a, err
}

// unbuilt stands where the page has not been built.
const unbuilt = `<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>规划图谱 Planatlas</title></head><body>
<h1>规划图谱 Planatlas</h1>
<p>网页尚未构建。在源码目录运行 <code>make build</code>（需要 Node 20），再启动一次。接口已经可用：<a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
<p lang="en">The page has not been built. Run <code>make build</code> in the source folder (needs Node 20) and start again. The API already works: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
</body></html>
`

func newAsset(name string, content []byte) asset {
	sum := sha256.Sum256(content)
	out := asset{content: content, etag: `"` + hex.EncodeToString(sum[:8]) + `"`, immutable: strings.HasPrefix(name, "assets/")}
	if out.contentType = types[path.Ext(name)]; out.contentType == "" {
		out.contentType = mime.TypeByExtension(path.Ext(name))
	}
	if isCompressible(out.contentType) && len(content) >= gzipFrom {
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		w.Write(content)
		w.Close()
		out.gzipped = b.Bytes()
	}
	return out
}

// file answers with one of the page's files.
func (s *Server) file(c *gin.Context) {
	a, ok := s.assets.byPath[c.Request.URL.Path]
	if !ok || strings.HasPrefix(c.Request.URL.Path, "/api/") {
		s.fail(c, newError(codeRoute, c.Request.URL.Path))
		return
	}
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		s.fail(c, newError(codeMethod, c.Request.Method))
		return
	}
	c.Header("Cache-Control", "no-cache")
	if a.immutable {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	c.Header("ETag", a.etag)
	if c.Request.Header.Get("If-None-Match") == a.etag {
		c.Status(http.StatusNotModified)
		return
	}
	body := a.content
	if a.gzipped != nil && strings.Contains(c.Request.Header.Get("Accept-Encoding"), "gzip") {
		c.Header("Content-Encoding", "gzip")
		body = a.gzipped
	}
	c.Data(http.StatusOK, a.contentType, body)
}
