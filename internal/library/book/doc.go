// Package book owns the wording of a library as one paper for people: every version of every clause in every position,
// with where and when it is used and why it says what it says, so that counsel can read it away from a screen. It gives a
// letter.Document, which the renderer makes into PDF, page, text or DOCX as it does with letters. It must not know the
// store or the renderer.
package book
