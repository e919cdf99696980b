package letter

import (
	"verbatim/internal/cal"
	"verbatim/internal/digest"
	"verbatim/internal/terms"
)

// Document is one paper of a version: the letter itself or a companion that the law wants apart. It is a complete
// description of what is printed: PDF, HTML and text come from it and nothing else.
type Document struct {
	ID       string   `json:"id"`       // "letter", or the companion's id in /terms/documents
	Title    string   `json:"title"`    // document title: PDF title, HTML title, bookmark root
	Subject  string   `json:"subject"`  // the subject line; heading level 1
	Language string   `json:"language"` // BCP 47
	Date     cal.Date `json:"date"`     // the letter date
	Number   int      `json:"number"`   // the letter version
	Page     Page     `json:"page"`
	Blocks   []Block  `json:"blocks"`
}

// Page is what stands on each page around the blocks.
type Page struct {
	Paper      Paper      `json:"paper"`
	Window     Window     `json:"window,omitempty"` // where the address must stand for an envelope; empty means in the flow
	Letterhead Letterhead `json:"letterhead"`
	Running    string     `json:"running"`              // continuation header from page 2: who, what, when
	Footer     string     `json:"footer,omitempty"`     // entity legal line (registered office, register number, directors)
	PageWords  string     `json:"page_words"`           // "Page %d of %d" in the document's language
	Marking    string     `json:"marking,omitempty"`    // security marking of the record's letter, in the header
	Mark       Mark       `json:"mark,omitempty"`       // printed across each page
	MarkWords  string     `json:"mark_words,omitempty"` // the words of Mark in the document's language
}

// Paper is a page size.
type Paper string

// The sizes: ISO 216 A4 (210 x 297 mm) and ANSI Letter (8.5 x 11 in).
const (
	A4     Paper = "A4"
	Letter Paper = "Letter"
)

// Window is a standard for the address field of window envelopes.
type Window string

// The windows.
const (
	NoWindow Window = ""
	DIN5008B Window = "din5008b" // DIN 5008 form B: field 45 mm from the top, 20 mm from the left, 85 x 45 mm
	US10     Window = "us10"     // US #10 envelope, tri-fold
	UKDL     Window = "ukdl"     // UK DL envelope, tri-fold
)

// Letterhead is what stands at the top of page 1.
type Letterhead struct {
	Name  string        `json:"name"`
	Lines []string      `json:"lines,omitempty"` // address, contact
	Logo  digest.Digest `json:"logo,omitempty"`  // an image that the renderer was given; empty means none
	Alt   string        `json:"alt,omitempty"`   // what the logo shows, for screen readers; required with Logo
}

// Mark is a mark that makes a letter no real one.
type Mark string

// The marks.
const (
	NoMark    Mark = ""
	Test      Mark = "test"      // made by a test key
	Simulated Mark = "simulated" // made in a database with a simulated clock
)

// Kind is what a Block is.
type Kind string

// The kinds of blocks.
const (
	Address     Kind = "address"      // Lines: the candidate's name and address
	DateLine    Kind = "date"         // Runs
	SubjectLine Kind = "subject"      // Runs; heading level 1
	Salutation  Kind = "salutation"   // Runs
	Heading     Kind = "heading"      // Runs, Level 2 or 3; kept with what follows
	Paragraph   Kind = "paragraph"    // Runs
	List        Kind = "list"         // Items, Ordered
	TableBlock  Kind = "table"        // Table
	Closing     Kind = "closing"      // Runs: the complimentary close
	SignBlock   Kind = "signature"    // Signature; never split, never alone on a page
	Enclosures  Kind = "enclosures"   // Items
	Acceptance  Kind = "acceptance"   // Runs: what the candidate declares by signing
	Disclosure  Kind = "disclosure"   // Runs: small print
	PageBreak   Kind = "page_break"   // nothing: what follows begins a page
	ThematicGap Kind = "thematic_gap" // nothing: a rule across the measure
)

// Block is one element of a document. Kind says which fields are used.
type Block struct {
	Kind      Kind       `json:"kind"`
	Level     int        `json:"level,omitempty"`
	Runs      []Run      `json:"runs,omitempty"`
	Lines     []string   `json:"lines,omitempty"`
	Ordered   bool       `json:"ordered,omitempty"`
	Items     []Item     `json:"items,omitempty"`
	Table     *Table     `json:"table,omitempty"`
	Signature *Signature `json:"signature,omitempty"`
	Language  string     `json:"language,omitempty"` // BCP 47, where it differs from the document's
	Source    *Source    `json:"source,omitempty"`   // the clause it comes from; nil for the frame of the letter
}

// Run is text in one style. Text never holds markup; a line break is "\n" and stands for a break inside a paragraph.
type Run struct {
	Text   string          `json:"text"`
	Bold   bool            `json:"bold,omitempty"`
	Italic bool            `json:"italic,omitempty"`
	Href   string          `json:"href,omitempty"`  // https or mailto
	Terms  []terms.Pointer `json:"terms,omitempty"` // the terms that this run conveys; empty for fixed words
}

// Item is one item of a list: paragraphs, and a list below it at most two levels deep.
type Item struct {
	Runs  []Run  `json:"runs"`
	Items []Item `json:"items,omitempty"`
}

// Table has one row of column headers, an optional caption, and body rows with as many cells. Rows never split.
type Table struct {
	Caption   string   `json:"caption,omitempty"`
	Columns   []Column `json:"columns"`
	Rows      [][]Cell `json:"rows"`
	RowHeader bool     `json:"row_header,omitempty"` // the first cell of each row is its header
}

// Column is a table column.
type Column struct {
	Head  []Run `json:"head"`
	Width int   `json:"width"`           // share of the measure, in percent; 0 means by content
	Right bool  `json:"right,omitempty"` // aligned right, with tabular figures
}

// Cell is one table cell.
type Cell struct {
	Runs []Run `json:"runs"`
}

// Signature is a row of places to sign, side by side where the measure allows.
type Signature struct {
	Intro   []Run    `json:"intro,omitempty"` // what signing means; kept with the places
	Parties []Signer `json:"parties"`
}

// Signer is one place to sign.
type Signer struct {
	Heading string   `json:"heading"` // "For Acme Inc.", "Accepted by the candidate"
	Name    string   `json:"name"`
	Title   string   `json:"title,omitempty"`
	Fields  []string `json:"fields"` // labels of lines to fill: "Signature", "Date"
}

// Source names the clause version, position and list item that a block was worded from.
type Source struct {
	Clause   string   `json:"clause"`
	Version  int      `json:"version"`
	Position string   `json:"position"`       // standard, fallback-1, ...
	Item     terms.ID `json:"item,omitempty"` // id of the list item, for clauses laid out per item
	Family   string   `json:"family,omitempty"`
}
