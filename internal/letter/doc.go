// Package letter owns the letter as a document: letter templates, Assemble (which turns terms and clauses into a block
// tree, the written terms and the printed set), the Lock that a version is a function of, and the Version itself. It
// hands block trees to render and versions to store. It knows neither policy nor how a page is drawn.
package letter
