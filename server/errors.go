package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"planatlas/graph"
	"planatlas/graph/question"
)

// code names a kind of error. Programs may tell errors apart by it.
type code string

const (
	codeParameter code = "invalid_parameter"
	codeBody      code = "invalid_body"
	codeName      code = "unknown_name"
	codeAmbiguous code = "ambiguous_name"
	codePlan      code = "unknown_plan"
	codeSame      code = "same_node"
	codeQuestion  code = "unknown_question"
	codeRoute     code = "not_found"
	codeMethod    code = "method_not_allowed"
	codeHost      code = "host_not_allowed"
	codeOrigin    code = "origin_not_allowed"
	codeType      code = "unsupported_media_type"
	codeTooLarge  code = "too_large"
	codeQuery     code = "query_error"
	codeLimit     code = "query_limit"
	codeBusy      code = "too_busy"
	codeText      code = "no_text"
	codeTimeout   code = "timeout"
	codeCanceled  code = "canceled"
	codeEngine    code = "engine_unavailable"
	codeHuge      code = "graph_too_large"
	codeInternal  code = "internal"
)

// answers is the one table from code to status and wording. A %s is filled by
// the error's argument.
var answers = map[code]struct {
	status int
	zh, en string
}{
	codeParameter: {http.StatusBadRequest, "参数不对：%s", "The parameter does not fit: %s"},
	codeBody:      {http.StatusBadRequest, "请求内容不是所需的 JSON：%s", "The body is not the JSON that is needed: %s"},
	codeName:      {http.StatusNotFound, "没有名为“%s”的节点", "No node is called “%s”"},
	codeAmbiguous: {http.StatusConflict, "“%s”可指几个节点，请选一个", "“%s” can mean several nodes; choose one"},
	codePlan:      {http.StatusNotFound, "没有规划“%s”", "There is no plan “%s”"},
	codeSame:      {http.StatusBadRequest, "起点与终点是同一个节点：%s", "Start and end are the same node: %s"},
	codeQuestion:  {http.StatusNotFound, "没有常用问题“%s”", "There is no saved question “%s”"},
	codeRoute:     {http.StatusNotFound, "没有这个地址：%s", "There is nothing at this address: %s"},
	codeMethod:    {http.StatusMethodNotAllowed, "这个地址不接受 %s", "This address does not take %s"},
	codeHost:      {http.StatusForbidden, "不接受以“%s”访问", "The host “%s” is not accepted"},
	codeOrigin:    {http.StatusForbidden, "不接受来自“%s”的请求", "A request from “%s” is not accepted"},
	codeType:      {http.StatusUnsupportedMediaType, "请求内容须为 application/json，而不是“%s”", "The body must be application/json, not “%s”"},
	codeTooLarge:  {http.StatusRequestEntityTooLarge, "请求内容超过 %s", "The body is larger than %s"},
	codeQuery:     {http.StatusBadRequest, "%s", "%s"},
	codeLimit:     {http.StatusUnprocessableEntity, "%s", "%s"},
	codeBusy:      {http.StatusServiceUnavailable, "正在运行的查询太多，请稍候再试%s", "Too many queries are running; try again shortly%s"},
	codeText:      {http.StatusNotFound, "没有给出规划“%s”的官方原文", "The official text of “%s” was not given"},
	codeTimeout:   {http.StatusGatewayTimeout, "太久没有算完，已停下%s", "It took too long and was stopped%s"},
	codeCanceled:  {499, "请求已取消%s", "The request was cancelled%s"},
	codeEngine:    {http.StatusServiceUnavailable, "数据库暂时不可用%s", "The database is not available just now%s"},
	codeHuge:      {http.StatusNotImplemented, "图谱太大，不能整体载入%s", "The graph is too large to be held as a whole%s"},
	codeInternal:  {http.StatusInternalServerError, "程序出错了，详情见日志%s", "Something went wrong; details are in the log%s"},
}

// hints say what to do about an error, where that is always the same.
var hints = map[code][2]string{
	codeHost:   {"用服务所监听的地址访问，或在启动时加 --allow-host", "Use the address the server listens on, or start it with --allow-host"},
	codeEngine: {"规划图谱会自动重连，稍候再试", "Planatlas connects again by itself; try again shortly"},
	codeHuge:   {"查询与常用问题仍可用；--neo4j-max-relationships 可提高上限", "Queries and saved questions still work; --neo4j-max-relationships raises the limit"},
	codeText:   {"启动时加 --source 文件", "Start with --source FILE"},
}

// apiError is an error that a visitor may read.
type apiError struct {
	code         code
	argument     string
	argumentZh   string // the argument in Chinese, where it differs
	line, column int
	hint         [2]string // zh, en
	candidates   []*graph.Node
	parameter    string // that holds the name, where there are several names
	near         []string
	cause        error // for the log
}

func newError(c code, argument string) *apiError {
	return &apiError{code: c, argument: argument, hint: hints[c]}
}

// Error is the English wording, for logs.
func (e *apiError) Error() string {
	s := fmt.Sprintf("%s: "+answers[e.code].en, e.code, e.argument)
	if e.cause != nil {
		s += ": " + e.cause.Error()
	}
	return s
}

func badParameter(zh, en string) *apiError {
	e := newError(codeParameter, "")
	e.hint = [2]string{zh, en}
	return e
}

// errorOf makes any error one that a visitor may read.
func errorOf(err error) *apiError {
	var api *apiError
	var query *graph.QueryError
	var argument *question.ArgumentError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &api):
		return api
	case errors.As(err, &argument):
		return badParameter(argument.Name+"："+argument.Zh, argument.Name+": "+argument.Message)
	case errors.Is(err, graph.ErrUnavailable):
		e := newError(codeEngine, "")
		e.cause = err
		return e
	case errors.As(err, &query):
		return queryError(query)
	case errors.As(err, &tooLarge):
		return newError(codeTooLarge, fmt.Sprintf("%d kB", tooLarge.Limit>>10))
	case errors.Is(err, graph.ErrSameNode):
		return newError(codeSame, "")
	case errors.Is(err, context.DeadlineExceeded):
		return newError(codeTimeout, "")
	case errors.Is(err, context.Canceled):
		return newError(codeCanceled, "")
	}
	e := newError(codeInternal, "")
	e.cause = err
	return e
}

func queryError(q *graph.QueryError) *apiError {
	message, hint := q.Said("en")
	e := newError(codeQuery, message)
	hintZh := ""
	e.argumentZh, hintZh = q.Said("zh")
	if q.Limit != "" {
		e.code = codeLimit
	}
	e.line, e.column, e.hint = q.Line, q.Column, [2]string{hintZh, hint}
	return e
}

// candidate is one of the nodes that a name may stand for.
type candidate struct {
	ID       string  `json:"id"`
	Label    string  `json:"label"`
	Name     string  `json:"name"`
	NameEn   string  `json:"nameEn,omitempty"`
	Articles []int64 `json:"articles"`
}

type errorBody struct {
	Code       code        `json:"code"`
	Message    string      `json:"message"`
	Line       int         `json:"line,omitempty"`
	Column     int         `json:"column,omitempty"`
	Hint       string      `json:"hint,omitempty"`
	Parameter  string      `json:"parameter,omitempty"`
	Candidates []candidate `json:"candidates,omitempty"`
	Near       []string    `json:"near,omitempty"`
}

func (e *apiError) body(lang string) errorBody {
	a := answers[e.code]
	b := errorBody{Code: e.code, Line: e.line, Column: e.column, Parameter: e.parameter, Near: e.near}
	template, argument := a.zh, e.argument
	b.Hint = e.hint[0]
	if lang == "en" {
		template = a.en
		b.Hint = e.hint[1]
	} else if e.argumentZh != "" {
		argument = e.argumentZh
	}
	if e.code == codeParameter { // its wording is the argument
		argument, b.Hint = b.Hint, ""
	}
	b.Message = fmt.Sprintf(template, argument)
	for _, n := range e.candidates {
		en, _ := n.Properties.Get(graph.PropNameEn).AsString()
		b.Candidates = append(b.Candidates, candidate{n.ID, n.Label(), n.Name(), en, articlesOf(n)})
	}
	if len(e.near) > 0 {
		b.Hint = didYouMean(e.near, lang)
	}
	return b
}

func didYouMean(near []string, lang string) string {
	if lang == "en" {
		return "Did you mean " + strings.Join(near, ", ") + "?"
	}
	return "是否指：" + strings.Join(near, "、")
}

func articlesOf(n *graph.Node) []int64 {
	if a := n.Properties.Get(graph.PropArticles).Integers(); a != nil {
		return a
	}
	return []int64{}
}

// fail answers with an error and ends the request.
func (s *Server) fail(c *gin.Context, err error) {
	e := errorOf(err)
	if e.code == codeInternal || e.code == codeEngine {
		s.cfg.Log.Error("request failed", "path", c.Request.URL.Path, "error", e.Error())
	}
	c.Header("ETag", "")
	c.Header("Cache-Control", "no-store")
	if e.code == codeBusy || e.code == codeEngine {
		c.Header("Retry-After", "2")
	}
	body, err := encode(map[string]errorBody{"error": e.body(s.lang(c))})
	if err != nil {
		body = []byte(`{"error":{"code":"internal","message":"internal"}}`)
	}
	c.Abort()
	c.Data(answers[e.code].status, jsonType, body)
}
