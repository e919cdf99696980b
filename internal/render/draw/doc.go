// Package draw owns the look of a page as PDF operators: it draws the pages of a Layout with fpdf and says which piece of
// each page belongs to which structure element. It hands page contents to the finishing pass and must not know PDF
// objects, fonts files or the structure tree's form.
//
// fpdf keeps the page, its state, its shapes and its transformations; each page is one fpdf template, whose contents are
// taken by Template.Bytes, so fpdf's own Output with its fonts parsed, cut and compressed per letter is never paid. fpdf
// places text one string after the other and cannot kern, so a line is written as one TJ array through fpdf's
// RawWriteStr.
package draw
