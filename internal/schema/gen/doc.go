// Package gen writes the published schemas from the Go types, so that the two cannot drift: JSON Schema 2020-12 with a
// title, a description and an example on every field. It hands files to schemas/ and components to the OpenAPI
// document; it alone knows invopop, and nothing at run time imports it.
package gen
