// Package font owns TrueType faces: which characters a face can draw, how wide they are, how a pair is kerned, and the
// font programs that go into a PDF. It hands Faces to layout and Programs to pdffile. It knows nothing of pages.
//
// Every character of a face has an ID of ours, which is both the code in page contents and the glyph number in the
// embedded program. Characters that share a glyph in the source (U+2010 and U+2011) still have two IDs, so that text reads
// back as it was written. IDs are grouped in planes (basic, Latin-1, Latin Extended, ...): a program holds whole planes,
// so a handful of programs, compressed once, serve all letters.
package font
