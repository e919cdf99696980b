package review

import (
	"reflect"

	"verbatim/internal/actor"
	"verbatim/internal/clause/source"
	"verbatim/internal/policy"
)

// Shape is the form of reviewers.yaml.
func Shape() source.Shape {
	return source.Shape{
		Kind: "reviewers", Files: "reviewers/*/v*/" + GroupFile, Type: reflect.TypeFor[groupsFile](),
		About: "One version of the groups of reviewers: which flags come to each, who is in it, and how soon they should be decided.",
		Words: map[string][]string{
			"groupFile.severities": {string(policy.Review), string(policy.Block)},
			"groupFile.decides":    {string(policy.ByLegal), string(policy.ByHROps), string(policy.ByTotalRewards)},
			"groupFile.roles":      actor.Role("").Enum(),
		},
	}
}
