package auth

import "verbatim/internal/actor"

// The operations on versions of the library.
const (
	ListLibrary      Operation = "listLibrary"
	PublishClause    Operation = "publishClauseVersion"
	AdoptClause      Operation = "adoptClauseVersion"
	WithdrawClause   Operation = "withdrawClauseVersion"
	RedlineClause    Operation = "redlineClauseVersion"
	ClauseImpact     Operation = "getClauseImpact"
	PublishTemplate  Operation = "publishTemplateVersion"
	AdoptTemplate    Operation = "adoptTemplateVersion"
	WithdrawTemplate Operation = "withdrawTemplateVersion"
	RedlineTemplate  Operation = "redlineTemplateVersion"
	TemplateImpact   Operation = "getTemplateImpact"
	PublishPolicy    Operation = "publishPolicyVersion"
	AdoptPolicy      Operation = "adoptPolicyVersion"
	WithdrawPolicy   Operation = "withdrawPolicyVersion"
	RedlinePolicy    Operation = "redlinePolicyVersion"
	PolicyImpact     Operation = "getPolicyImpact"
)

// libraryPermissions are the rows of these operations.
func libraryPermissions() []Permission {
	lawyers := []actor.Role{actor.Legal}
	return []Permission{
		{ListLibrary, false, everyone, ""},
		{PublishClause, false, lawyers, "it is offered, not in force"},
		{AdoptClause, false, lawyers, "never the publisher, unless the setting for teams of one lawyer is on"},
		{WithdrawClause, false, lawyers, ""},
		{RedlineClause, false, everyone, ""},
		{ClauseImpact, false, readers, "only offers of the key's entities"},
		{PublishTemplate, false, lawyers, "it is offered, not in force"},
		{AdoptTemplate, false, lawyers, "never the publisher, unless the setting for teams of one lawyer is on"},
		{WithdrawTemplate, false, lawyers, ""},
		{RedlineTemplate, false, everyone, ""},
		{TemplateImpact, false, readers, "only offers of the key's entities"},
		{PublishPolicy, false, lawyers, "it is offered, not in force"},
		{AdoptPolicy, false, lawyers, "never the publisher, unless the setting for teams of one lawyer is on"},
		{WithdrawPolicy, false, lawyers, ""},
		{RedlinePolicy, false, everyone, ""},
		{PolicyImpact, false, readers, "only offers of the key's entities"},
	}
}
