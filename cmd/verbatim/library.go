package main

import (
	"context"
	"errors"
	"io/fs"

	"verbatim/internal/auth"
	"verbatim/internal/clause/source"
	"verbatim/internal/desk"
	"verbatim/internal/fault"
	"verbatim/internal/library"
	"verbatim/templates"
)

// folders gives the library folders, the operator's own first: of two versions of one id the first counts.
func (w wording) folders() []fs.FS {
	if own := w.files(); own != nil {
		return []fs.FS{own, templates.Files}
	}
	return []fs.FS{templates.Files}
}

// library reads the folders, for what is made without a database.
func (w wording) library() (*library.Snapshot, error) {
	known, err := library.Prepared(templates.Known)
	if err != nil {
		return nil, err
	}
	snapshot, findings, err := desk.ReadLibrary(known, w.folders()...)
	if err != nil {
		return nil, w.atFault(err)
	}
	return snapshot, w.atFault(source.Refuse(findings))
}

// adoptLibrary adds the folders to the database's library, which from then on is the one that letters are made of.
func (s serve) adoptLibrary(ctx context.Context, d *desk.Service) error {
	return s.atFault(d.ImportLibrary(ctx, auth.CommandLine(cliPerson, cliPerson), s.Adopt == "all", s.folders()...))
}

// atFault names the setting behind a library that is at fault.
func (w wording) atFault(err error) error {
	var f *fault.Error
	if err == nil || w.Templates == "" || !errors.As(err, &f) {
		return err
	}
	return of("the library (--templates, VERBATIM_TEMPLATES)", err)
}
