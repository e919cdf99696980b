//go:build deps

// Package deps keeps modules in go.mod until the first code that uses them lands. It is deleted before landing.
package deps

import (
	_ "cel.dev/cel-go/cel"
	_ "cel.dev/cel-go/ext"
	_ "codeberg.org/go-pdf/fpdf"
	_ "github.com/alecthomas/kong"
	_ "github.com/aymanbagabas/go-udiff/lcs"
	_ "github.com/getkin/kin-openapi/openapi3"
	_ "github.com/go-fonts/liberation/liberationsansregular"
	_ "github.com/go-text/typesetting/shaping"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/google/uuid"
	_ "github.com/govalues/decimal"
	_ "github.com/gowebpki/jcs"
	_ "github.com/invopop/jsonschema"
	_ "github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/klauspost/compress/zlib"
	_ "github.com/labstack/echo/v4"
	_ "github.com/pb33f/ordered-map/v2"
	_ "github.com/pdfcpu/pdfcpu/pkg/api"
	_ "github.com/pressly/goose/v3"
	_ "github.com/pressly/goose/v3/lock"
	_ "github.com/prometheus/client_golang/prometheus/promhttp"
	_ "github.com/santhosh-tekuri/jsonschema/v6"
	_ "github.com/yuin/goldmark"
	_ "go.yaml.in/yaml/v3"
	_ "golang.org/x/image/font/sfnt"
	_ "golang.org/x/image/webp"
	_ "golang.org/x/text/language"
	_ "golang.org/x/text/unicode/norm"
	_ "golang.org/x/time/rate"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
