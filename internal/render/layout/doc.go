// Package layout owns where everything of a letter stands: it breaks lines, sets tables and signature blocks, fills pages
// and says which structure element each piece of text belongs to. It takes a block tree and faces and hands a Layout of
// plain records to whoever draws it. It must not know PDF operators or objects.
//
// All lengths are whole numbers of 1/1000 point and all widths of glyphs whole numbers of 1/1000 em, so that a letter is
// the same on every machine. y runs down from the top of the page.
//
// The way of a block: runs become glyphs with kerning and break marks (glyphs.go), glyphs become lines (lines.go), lines
// and whatever must not be torn become rows (block.go, list.go, table.go, signature.go), rows fill pages (paginate.go).
// One rule keeps things together: a row with keep set never begins a page. A heading, a widow, an orphan, a signature
// alone on a page are all that one rule.
package layout
