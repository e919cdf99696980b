// Package migrations holds the schema of both engines as embedded SQL: one folder each, with equal numbers and names.
package migrations

import "embed"

// FS holds sqlite/ and postgres/.
//
//go:embed sqlite/*.sql postgres/*.sql
var FS embed.FS
