// Package templates holds the embedded library as files: clauses, letter templates, policy packs, entities,
// calendars, groups of reviewers and brand. It is an example that counsel must check before it is used. Go cannot embed a parent folder.
package templates

import "embed"

// Files are the library by path, such as clauses/one_time_payments/sign_on/v1/standard.md.
//
//go:embed clauses letters policies approvals reviewers entities calendars brand
var Files embed.FS

// Known lists the versions in Files that were in order when the program was built, for library.Prepared. It is generated.
//
//go:embed known.json
var Known []byte
