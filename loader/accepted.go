package loader

import (
	"io/fs"

	"planatlas/graph/question"
)

// AcceptedName is the file of a folder of seeds that accepts findings of any
// rule, those of the program among them.
const AcceptedName = "accepted.yaml"

// AcceptedFile is what accepted.yaml holds.
type AcceptedFile struct {
	Accepted []AcceptanceItem `yaml:"accepted" json:"accepted" required:"true"`
	Pos      position         `json:"-"`
}

// AcceptanceItem accepts one finding of one rule.
type AcceptanceItem struct {
	// The id of the rule.
	Rule Text `yaml:"rule" json:"rule" required:"true"`
	// The id of the node in question; without a colon, in any plan.
	Node Text `yaml:"node" json:"node" required:"true"`
	// Why the finding stands as it is.
	Reason Text `yaml:"reason" json:"reason" required:"true"`
	// The reason in English.
	ReasonEn Text `yaml:"reasonEn" json:"reasonEn,omitempty"`
	// Since when, YYYY-MM-DD.
	Date Text     `yaml:"date" json:"date" required:"true"`
	Pos  position `json:"-"`
}

// Accept reads a file of accepted findings, if it is there, and adds them to
// their rules. Its error is Problems: a rule that is not there is most likely a
// misspelt one.
func Accept(rules []question.Rule, fsys fs.FS, name string) error {
	if _, err := fs.Stat(fsys, name); err != nil {
		return nil
	}
	l := &loading{fsys: fsys}
	var file AcceptedFile
	s := l.decodeFile(name, &file)
	if s == nil {
		return l.problems.err()
	}
	byID, ids := map[string]*question.Rule{}, []string{}
	for i := range rules {
		byID[rules[i].ID] = &rules[i]
		ids = append(ids, rules[i].ID)
	}
	c := itemCheck{l, s}
	for _, a := range file.Accepted {
		accepted := c.exception(ExceptionItem{a.Node, a.Reason, a.ReasonEn, a.Date, a.Pos})
		c.oneOf("rule", a.Rule, ids)
		if r := byID[a.Rule.Value]; r != nil {
			r.Accepted = append(r.Accepted, accepted)
		}
	}
	return l.problems.err()
}
