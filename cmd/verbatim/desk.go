package main

import (
	"verbatim/internal/desk"
	"verbatim/internal/library"
	"verbatim/internal/schema"
	"verbatim/schemas"
)

// newDesk makes the corridor without a store: for what is made and not kept.
func newDesk(p process, w wording) (*desk.Service, error) {
	set, err := schema.Load(schemas.Files)
	if err != nil {
		return nil, err
	}
	draw, err := newDrawer()
	if err != nil {
		return nil, err
	}
	lib, err := w.library()
	if err != nil {
		return nil, err
	}
	return &desk.Service{Library: library.NewHolder(lib), Validator: set, Renderer: draw, Now: p.now, NewID: newID}, nil
}
