package main

import (
	"golang.org/x/sync/errgroup"

	"verbatim/internal/desk"
	"verbatim/internal/library"
	"verbatim/internal/schema"
	"verbatim/schemas"
)

// newDesk makes the corridor without a store, on the library of the folders: for what is made and not kept. Library and
// fonts are read beside one another.
func newDesk(p process, w wording) (*desk.Service, error) {
	holder := &library.Holder{}
	var reading errgroup.Group
	reading.Go(func() error {
		lib, err := w.library()
		if err == nil {
			holder.Swap(lib, "")
		}
		return err
	})
	d, err := deskOn(p, holder, w.typefaces)
	if fault := reading.Wait(); fault != nil {
		return nil, fault
	}
	return d, err
}

// deskOn makes the corridor without a store on a library that may be filled later.
func deskOn(p process, lib *library.Holder, fonts typefaces) (*desk.Service, error) {
	set, err := schema.Load(schemas.Files)
	if err != nil {
		return nil, err
	}
	draw, err := fonts.drawer()
	if err != nil {
		return nil, err
	}
	return &desk.Service{Library: lib, Validator: set, Renderer: draw, Now: p.now, NewID: newID}, nil
}
