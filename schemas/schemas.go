// Package schemas holds the published schemas and the example records as files, and nothing else: Go cannot embed a
// parent folder.
package schemas

import "embed"

// Files are the schemas by path, such as handoff/v1.json and templates/clause.json, the examples below them, and openapi.json.
//
//go:embed openapi.json */v*.json templates/*.json handoff/examples
var Files embed.FS
