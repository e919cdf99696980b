package policy

import (
	"reflect"

	"verbatim/internal/clause/source"
)

// Shapes are the forms of policy.yaml and of a pack's samples.yaml.
func Shapes() []source.Shape {
	severities := []string{string(Block), string(Review), string(Notice)}
	deciders := []string{string(ByLegal), string(ByHROps), string(ByTotalRewards)}
	return []source.Shape{
		{
			Kind: "policy", Files: "policies/*/v*/policy.yaml", Type: reflect.TypeFor[packFile](),
			About: "One version of a pack of rules: what is not standard in an offer, who decides on it, and why.",
			Words: map[string][]string{
				"ruleFile.severity": severities, "ruleFile.decides": deciders, "caseFile.severity": severities, "caseFile.decides": deciders,
				"ruleFile.at": {string(AtWork), string(AtResidence), string(AtLaw)}, "ruleFile.kind": {"builtin"}, "Basis.kind": {"law", "company", "general_knowledge"},
			},
		},
		{
			Kind: "policy-samples", Files: "policies/*/v*/samples.yaml", Type: reflect.TypeFor[samplesFile](),
			About: "The tests of a pack of rules: fragments of records, and what the rules come to on each.",
			Words: map[string][]string{},
		},
	}
}
