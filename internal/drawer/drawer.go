// Package drawer owns the seam between the corridor and the renderer: the desk declares what it wants drawn and knows no
// renderer, the renderer knows no desk.
package drawer

import (
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render"
)

// Drawer is a renderer as the desk wants it.
type Drawer struct{ renderer *render.Renderer }

var _ desk.Renderer = Drawer{}

// New makes a renderer the desk's.
func New(r *render.Renderer) Drawer { return Drawer{r} }

// Check says what cannot be drawn.
func (d Drawer) Check(doc letter.Document) []fault.Fault { return d.renderer.Check(doc) }

// PDF draws a paper and counts its pages.
func (d Drawer) PDF(j desk.Job) ([]byte, int, error) { return d.renderer.Draw(render.Job(j)) }

// HTML is the paper for a browser.
func (d Drawer) HTML(j desk.Job) ([]byte, error) { return d.renderer.HTML(render.Job(j)) }

// Text is the paper as plain text.
func (d Drawer) Text(j desk.Job) ([]byte, error) { return d.renderer.Text(render.Job(j)) }

// DOCX is the paper for a word processor.
func (d Drawer) DOCX(j desk.Job) ([]byte, error) { return d.renderer.DOCX(render.Job(j)) }

// Redline is what came and went, as data.
func (d Drawer) Redline(j desk.Job) ([]letter.EditedBlock, error) {
	return d.renderer.Redline(render.Job(j))
}

// Pins names fonts, colour profile and renderer.
func (d Drawer) Pins() []digest.Pin { return d.renderer.Pins() }

// Attached reads what a PDF carries.
func (d Drawer) Attached(pdf []byte) desk.Attached { return desk.Attached(render.Salvage(pdf)) }

// Reproduces says why a lock's letter cannot be drawn again.
func (d Drawer) Reproduces(pins []digest.Pin) error { return d.renderer.Reproduces(pins) }
