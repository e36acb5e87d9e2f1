package server

import (
	"encoding/json"
	"errors"
	"mime"
	"strings"

	"planatlas/graph/question"

	"planatlas/graph"
)

// questionRoutes answer saved questions and rules.
func (s *Server) questionRoutes() []route {
	paramQuestion := param{name: "id", in: "path", kind: "string", about: "Id of a saved question.", required: true}
	paramArgument := param{name: "name", in: "query", kind: "string", about: "The parameters of the question by their own names; one left out takes its default, an empty one means any."}
	return []route{
		{method: "GET", path: root + "/queries", summary: "The saved questions with the values to choose from.",
			params: []param{paramPlan}, reply: "Questions", statuses: []int{404}, handle: s.savedQuestions, versioned: true},
		{method: "GET", path: root + "/queries/:id", summary: "The answer to a saved question.",
			params: []param{paramQuestion, paramArgument, paramPlan, paramLang}, reply: "Answer", statuses: []int{404, 422, 503}, handle: s.answerQuestion},
		{method: "POST", path: root + "/queries/:id", summary: "The answer to a saved question.", body: "Arguments",
			params: []param{paramQuestion, paramPlan, paramLang}, reply: "Answer", statuses: []int{404, 413, 415, 422, 503}, handle: s.answerQuestion},
		{method: "GET", path: root + "/findings", summary: "What the rules find, with the rules.",
			params: []param{paramPlan}, reply: "Findings", statuses: []int{404, 503}, handle: s.findings, versioned: true},
	}
}

// runner takes a place among the queries that may run; the caller gives it back
// by done.
func (s *Server) runner(q *request) (r Runner, done func(), err error) {
	r, ok := s.cfg.Engine.(Runner)
	if !ok {
		return nil, nil, newError(codeRoute, q.Request.URL.Path)
	}
	select {
	case s.queries <- struct{}{}:
		return r, func() { <-s.queries }, nil
	default:
		return nil, nil, newError(codeBusy, "")
	}
}

// questionPlan is the plan that a question is asked of. An engine whose graph is
// too large to be held still answers, where the plan is named.
func (q *request) questionPlan() (string, *view, error) {
	v, err := q.view()
	if err == nil {
		plan, err := q.onlyPlan(v)
		return plan, v, err
	}
	var e *apiError
	if errors.As(err, &e) && e.code == codeHuge && q.Query("plan") != "" {
		return q.Query("plan"), nil, nil
	}
	return "", nil, err
}

// offeredParameter is a parameter with the values to choose from.
type offeredParameter struct {
	question.Parameter
	Options []question.Choice `json:"options,omitempty"`
}

type offeredQuestion struct {
	question.Question
	Parameters []offeredParameter `json:"parameters"`
}

func (s *Server) savedQuestions(q *request) (any, error) {
	plan, v, err := q.questionPlan()
	if err != nil {
		return nil, err
	}
	make := func() ([]byte, error) { return s.offered(q, plan) }
	if v == nil {
		b, err := make()
		return json.RawMessage(b), err
	}
	b, err := v.reply("queries "+plan, make)
	return json.RawMessage(b), err
}

func (s *Server) offered(q *request, plan string) ([]byte, error) {
	r, done, err := s.runner(q)
	if err != nil {
		return nil, err
	}
	defer done()
	out := []offeredQuestion{}
	for _, x := range s.cfg.Questions {
		o := offeredQuestion{Question: x, Parameters: []offeredParameter{}}
		for _, p := range x.Parameters {
			// Values that are too many to be listed in time are left out, and the
			// blank is filled in freely; only a lost engine ends it.
			options, err := p.ChoicesOf(q, r, plan)
			if errors.Is(err, graph.ErrUnavailable) || q.Request.Context().Err() != nil {
				return nil, errors.Join(err, q.Request.Context().Err())
			}
			o.Parameters = append(o.Parameters, offeredParameter{p, options})
		}
		out = append(out, o)
	}
	return encode(map[string][]offeredQuestion{"queries": out})
}

func (s *Server) answerQuestion(q *request) (any, error) {
	x, _ := question.ByID(s.cfg.Questions, q.Param("id"))
	if x == nil {
		return nil, newError(codeQuestion, q.Param("id"))
	}
	args, err := q.arguments()
	if err != nil {
		return nil, err
	}
	plan, _, err := q.questionPlan()
	if err != nil {
		return nil, err
	}
	r, done, err := s.runner(q)
	if err != nil {
		return nil, err
	}
	defer done()
	result, err := x.Run(q, r, plan, args, graph.Limits{})
	if err != nil {
		return nil, err
	}
	return &question.Answer{Result: q.worded(result), InText: x.InText(args, s.questionText(plan))}, nil
}

// questionText is the official text of a plan as questions look into it.
func (s *Server) questionText(plan string) []question.Passage {
	out := make([]question.Passage, len(s.cfg.Texts[plan]))
	for i, p := range s.cfg.Texts[plan] {
		out[i] = question.Passage{At: p.At, Text: p.Text}
	}
	return out
}

// arguments are the blanks of a question as they were filled in: in the address
// or, of a POST, in the body.
func (q *request) arguments() (map[string]string, error) {
	args := map[string]string{}
	if q.Request.Method == "POST" {
		return args, q.argumentsBody(args)
	}
	for name, values := range q.Request.URL.Query() {
		if name != "plan" && name != "lang" {
			args[name] = values[0]
		}
	}
	return args, nil
}

func (q *request) argumentsBody(args map[string]string) error {
	if t, _, err := mime.ParseMediaType(q.GetHeader("Content-Type")); err != nil || t != "application/json" {
		return newError(codeType, q.GetHeader("Content-Type"))
	}
	var body struct {
		Params map[string]json.RawMessage `json:"params"`
	}
	d := json.NewDecoder(q.Request.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		if e := errorOf(err); e.code == codeTooLarge {
			return e
		}
		return newError(codeBody, err.Error())
	}
	for name, raw := range body.Params {
		text, err := argument(raw)
		if err != nil {
			return newError(codeBody, "params."+name)
		}
		args[name] = text
	}
	return nil
}

// argument is a JSON value as a person would write it: a list with commas, null
// as nothing.
func argument(raw json.RawMessage) (string, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text, nil
	}
	var texts []string
	if json.Unmarshal(raw, &texts) == nil {
		return strings.Join(texts, ","), nil
	}
	var number json.Number
	var truth bool
	if json.Unmarshal(raw, &number) == nil || json.Unmarshal(raw, &truth) == nil {
		return string(raw), nil
	}
	return "", errors.New("neither text, number, boolean nor a list of texts")
}

// found is the answer of the rules with the rules.
type found struct {
	Plan        string          `json:"plan"`
	DataVersion string          `json:"dataVersion"`
	Rules       []question.Rule `json:"rules"`
	*question.Report
}

func (s *Server) findings(q *request) (any, error) {
	v, plan, err := q.viewOfOnlyPlan()
	if err != nil {
		return nil, err
	}
	b, err := v.reply("findings "+plan, func() ([]byte, error) {
		r, done, err := s.runner(q)
		if err != nil {
			return nil, err
		}
		defer done()
		report, err := question.Run(q, r, s.cfg.Rules, s.cfg.Ontology, plan)
		if err != nil {
			return nil, err
		}
		return encode(found{plan, v.g.PlanVersion(plan), nonNil(s.cfg.Rules), report})
	})
	return json.RawMessage(b), err
}
