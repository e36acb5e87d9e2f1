package loader

// This file says what may stand in the files of a plan folder. The JSON Schema
// of the seed files is made from these types, their tags and their comments.

// Text is a string of a seed file with its place.
type Text struct {
	Value string
	at    position
}

// Item is one node of the plan, with the words it rests on and the
// relationships that it takes part in.
type Item struct {
	// The id within this plan: the prefix of its collection, a dot, and a short
	// English name of small letters, digits and hyphens. Other items refer to it.
	ID Text `yaml:"id" json:"id" required:"true"`
	// The plan's own wording.
	Name Text `yaml:"name" json:"name" required:"true"`
	// English for the name.
	NameEn Text `yaml:"nameEn" json:"nameEn,omitempty"`
	// Other forms of the name that stand in the text. Measures and values have
	// none, since their wording is ours.
	Aliases []Text `yaml:"aliases" json:"aliases,omitempty"`
	// Words by which planners look for the item and that are no name of it in
	// the text. They are searched, and never shown as its name.
	Find []Text `yaml:"find" json:"find,omitempty"`
	// Where forms of the name mean this item, for names that mean several things.
	Context []Context `yaml:"context" json:"context,omitempty"`
	// The chapter that an article belongs to: ch.4.
	Chapter Text `yaml:"chapter" json:"chapter,omitempty"`
	// The places of the text that the item rests on.
	Sources []Source `yaml:"sources" json:"sources,omitempty"`
	// The relationships of the item, each written at one of its two ends.
	Relationships []Relationship `yaml:"relationships" json:"relationships,omitempty"`

	Rest []Field  `yaml:"-" json:"-"` // what the ontology allows for the label
	Pos  position `yaml:"-" json:"-"`
}

// Source is a place of the official text and the words that stand there.
type Source struct {
	// The place: art:12, ch:4 (heading or preamble), title, number, preface,
	// closing or signature.
	At Text `yaml:"at" json:"at" required:"true"`
	// The shortest verbatim fragment that carries the claim, 60 characters at
	// the most. A longer passage is given by its beginning and end with … between.
	Quote Text     `yaml:"quote" json:"quote,omitempty"`
	Pos   position `yaml:"-" json:"-"`
}

// Relationship joins the item to another one.
type Relationship struct {
	// The type, as HOSTS.
	Type Text `yaml:"type" json:"type" required:"true"`
	// The id of the end node, where this item is the start.
	To Text `yaml:"to" json:"to,omitempty"`
	// The id of the start node, where this item is the end.
	From Text `yaml:"from" json:"from,omitempty"`
	// How the relationship is known.
	Basis Text `yaml:"basis" json:"basis,omitempty"`
	// Why, in Chinese: required for a basis weaker than coreference.
	Rationale Text `yaml:"rationale" json:"rationale,omitempty"`
	// The rationale in English.
	RationaleEn Text `yaml:"rationaleEn" json:"rationaleEn,omitempty"`
	// The places of the text that the relationship rests on.
	Sources []Source `yaml:"sources" json:"sources,omitempty"`

	Rest []Field  `yaml:"-" json:"-"` // what the ontology allows for the type
	Pos  position `yaml:"-" json:"-"`
}

// Context says at which places a form of the name means the item.
type Context struct {
	// The form; without it every form of the item.
	Form Text `yaml:"form" json:"form,omitempty"`
	// The form means the item at these places only.
	Only []Text `yaml:"only" json:"only,omitempty"`
	// The form does not mean the item at these places.
	Except []Text `yaml:"except" json:"except,omitempty"`
	// The form does not mean the item where it stands inside one of these words.
	NotInside []Text   `yaml:"notInside" json:"notInside,omitempty"`
	Pos       position `yaml:"-" json:"-"`
}

// Mention says that the name of an item occurs at a place. Mentions are
// generated; see Mentions.
type Mention struct {
	// The place: art:12 or ch:4.
	At Text `yaml:"at" json:"at" required:"true"`
	// The id of the item.
	Node Text `yaml:"node" json:"node" required:"true"`
	// The form of the name that was found.
	Form Text     `yaml:"form" json:"form" required:"true"`
	Pos  position `yaml:"-" json:"-"`
}

// Field is a property whose type the ontology decides.
type Field struct {
	Key    Text
	Values []scalar // one, unless List
	List   bool
	at     position
}

type scalarKind uint8

const (
	textScalar scalarKind = iota
	numberScalar
	booleanScalar
)

// scalar is a value as written; for text, its content.
type scalar struct {
	kind    scalarKind
	written string
	at      position
}
