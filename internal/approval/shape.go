package approval

import (
	"reflect"

	"verbatim/internal/clause/source"
)

// Shape is the form of chain.yaml.
func Shape() source.Shape {
	return source.Shape{
		Kind: "chain", Files: "approvals/*/v*/" + FileName, Type: reflect.TypeFor[chainFile](),
		About: "One version of a chain of approvals: who must agree to the terms of an offer before they are promised or sent.",
	}
}
