// Package pdffile owns the PDF file around drawn pages: objects, fonts, structure tree, metadata, output intent,
// bookmarks, links and the attached terms, as PDF/A-3b (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) ask. It takes a File of
// plain records and hands back bytes that are a function of it alone; Read takes such bytes apart again. It must not know
// letters, layout or fpdf.
//
// The file: header, then what cannot stand in an object stream (page contents, font programs, metadata, profile, image,
// attachment), then one object stream with all the rest, then a cross-reference stream. Fonts have fixed object numbers,
// so that everything about a font, compressed, is copied from one letter to the next (Font).
package pdffile
