package pdffile

import "verbatim/internal/cal"

// File is everything that a PDF says.
type File struct {
	Title    string
	Subject  string // shown as the description; may be empty
	Author   string // of the metadata; may be empty
	Language string // BCP 47
	Producer string
	Date     cal.Date // creation and modification, at 00:00 UTC
	ID       [16]byte
	Lock     string // the identifier in the metadata; empty for none

	Width, Height int // of all pages, in 1/1000 pt
	Pages         []Page
	Nodes         []Node // of the structure tree; the first is its root
	Fonts         []*Font
	Outline       []Entry
	Image         *Image      // named Logo in page contents
	Attachment    *Attachment // the associated file
}

// Page is one page.
type Page struct {
	Content []byte
	Owners  []int32 // the node of each marked content, by MCID
	Links   []Link
}

// Link is an area of a page that leads out of the letter. Lengths are 1/1000 pt from the lower left.
type Link struct {
	Left, Bottom, Right, Top int
	URI                      string
	Text                     string // what is read aloud
	Node                     int32
}

// Node is a structure element. A node comes after its parent; nodes without content or children are left out, cells apart.
type Node struct {
	Type   string
	Attr   string // the attribute dictionary, empty for none
	Lang   string
	Alt    string
	Parent int32
}

// Entry is a bookmark to a node; levels begin at 1 and skip none on the way down.
type Entry struct {
	Level int
	Text  string
	Node  int32
}

// Image is 8-bit RGB pixels, deflated.
type Image struct {
	Width, Height int
	Data          []byte
}

// Attachment is a file inside the file.
type Attachment struct {
	Name string // ASCII
	Type string // media type
	Text string // what it is
	Data []byte
}
