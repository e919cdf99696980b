// Package font owns TrueType faces: which characters a face can draw, how wide they are, how a pair is kerned, and the
// font programs that go into a PDF. It hands Faces to layout and Programs to pdffile. It knows nothing of pages.
//
// Every character of a face has an ID of ours, which is both the code in page contents and the glyph number in the
// embedded program. Characters that share a glyph in the source (U+2010 and U+2011) still have two IDs, so that text reads
// back as it was written. IDs 1 to the last basic one are embedded in every program, because almost every letter needs
// almost all of them; their outlines are compressed once for each face. Other characters are embedded one by one: a
// program for a name that was never seen before costs a tenth of a millisecond, and is kept.
package font
