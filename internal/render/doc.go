// Package render owns how a letter looks: it turns the block tree of one paper into PDF, HTML and plain text, refuses what
// cannot be drawn right, and reads the terms back out of a PDF. It hands bytes to whoever asked and names what they depend
// on (Pins). It must not know the store, the record a letter came from, or the clock.
//
// One tree, several forms. HTML and text are written straight from the tree; tests compare the text of each, and of the PDF
// as a screen reader would read it, with the tree. A redline (Job.Against) is a tree too, with a mark for each run that came
// or went; every form shows the marks in its own way.
//
// # How a PDF is made
//
//	Document --shape, check--> refused with every fault at once, or
//	   layout.Make    glyphs, lines, rows, pages; elements       whole numbers of 1/1000 pt
//	   draw.Draw      one fpdf template for each page            contents, owner of each marked content, characters used
//	   font.Program   a subset for each face that drew anything  from a shelf, or 0.1 ms
//	   pdffile.Write  the file around it                         PDF/A-3b, PDF/UA-1, terms.json inside
//
// fpdf draws: it keeps the page, its state, shapes and transformations, behind the interface draw.Pen. It neither parses
// fonts nor writes the file, because its own Output takes ten milliseconds to do both for every letter and can neither tag
// nor archive. Widths come from package font, which a test compares with fpdf's for every character, and with an OpenType
// shaper's for kerned words. A line is one TJ array, since fpdf's Text cannot kern.
//
// Why it is fast: fonts are parsed once; the outlines that every subset shares are compressed once and copied as they are;
// everything else about a font is prepared once for each set of characters. What is left for each letter is breaking
// lines (a quarter of the time), drawing (an eighth), and compressing two pages and the structure tree (two fifths).
// Memory of one letter serves the next through a pool (bench).
//
// Why it is the same everywhere: lengths are integers, so no processor rounds differently; compression comes from a module
// pinned in go.mod and not from the Go release; dates are the letter's, the file's ID is its lock's; nothing walks a map.
// A golden digest for each kind of letter fails when a byte changes: then Version is raised.
//
// # What a file proves
//
// A letter is what it was when its bytes have the stored digest; nothing else proves it. Salvage reads terms and locks out
// of files that are no such thing any more, so that whoever asks learns which letter a file was made from and which of its
// terms are others. Reproduces says whether this renderer would draw a lock's letter again to the same bytes; where it
// would not, the stored file is the letter, and only copies and redlines, which are never stored, are drawn by another.
//
// # What keeps text honest
//
// A character is drawn only if its glyph alone draws it right (font.Drawable): no bidirectional scripts, none that join or
// reorder, no combining marks, nothing invisible. Anything else is refused and named (Check). Every character has a code of
// its own even where the font shares a glyph, so text reads back as it was accepted; lines never break after a hyphen,
// which readers would drop. pdfrule holds our own reading of the standards, one rule for each clause, each with a negative
// sample; a file without findings is checked by our own rules, which is not the word of an independent validator.
package render
