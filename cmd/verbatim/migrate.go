package main

import (
	"context"
	"fmt"

	"verbatim/internal/store/sqlstore"
)

// migrate brings the database to this program's version. It may be run as often as one likes, and by several at once.
type migrate struct {
	storage
}

// Run migrates and says so.
func (m migrate) Run(ctx context.Context, p process) error {
	c, err := m.config(p)
	if err != nil {
		return err
	}
	if err := sqlstore.Migrate(ctx, c); err != nil {
		return m.cannotOpen(err)
	}
	_, err = fmt.Fprintln(p.stdout, "the database is at this program's version")
	return err
}
