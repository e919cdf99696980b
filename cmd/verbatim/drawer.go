package main

import (
	"verbatim/internal/desk"
	"verbatim/internal/digest"
	"verbatim/internal/fault"
	"verbatim/internal/letter"
	"verbatim/internal/render"
)

// drawer is the renderer as the corridor wants it: the desk does not know package render.
type drawer struct{ renderer *render.Renderer }

var _ desk.Renderer = drawer{}

// Check says what cannot be drawn.
func (d drawer) Check(doc letter.Document) []fault.Fault { return d.renderer.Check(doc) }

// PDF draws a paper and counts its pages.
func (d drawer) PDF(j desk.Job) ([]byte, int, error) { return d.renderer.Draw(render.Job(j)) }

// HTML and Text are the same paper for a browser and a terminal.
func (d drawer) HTML(j desk.Job) ([]byte, error) { return d.renderer.HTML(render.Job(j)) }

// Text is the paper as plain text.
func (d drawer) Text(j desk.Job) ([]byte, error) { return d.renderer.Text(render.Job(j)) }

// DOCX is the paper for a word processor.
func (d drawer) DOCX(j desk.Job) ([]byte, error) { return d.renderer.DOCX(render.Job(j)) }

// Redline is what came and went, as data.
func (d drawer) Redline(j desk.Job) ([]letter.EditedBlock, error) {
	return d.renderer.Redline(render.Job(j))
}

// Pins names fonts, colour profile and renderer.
func (d drawer) Pins() []digest.Pin { return d.renderer.Pins() }

// Attached reads what a PDF carries.
func (d drawer) Attached(pdf []byte) desk.Attached { return desk.Attached(render.Salvage(pdf)) }

// Reproduces says why a lock's letter cannot be drawn again.
func (d drawer) Reproduces(pins []digest.Pin) error { return d.renderer.Reproduces(pins) }
