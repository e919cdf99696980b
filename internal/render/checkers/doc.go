// Package checkers owns what programs that are not ours say of a letter: qpdf, poppler, MuPDF, Ghostscript and pdfcpu. It
// hands their findings to the tests of the renderer and of the desk, and nothing that runs imports it. What stands in the
// standards themselves is judged by package pdfrule.
package checkers
