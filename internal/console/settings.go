package console

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"verbatim/internal/actor"
	"verbatim/internal/answer"
	"verbatim/internal/auth"
	"verbatim/internal/desk"
	"verbatim/internal/entity"
	"verbatim/internal/event"
	"verbatim/internal/handoff"
	"verbatim/internal/offer"
	"verbatim/internal/review"
	"verbatim/internal/store"
	"verbatim/internal/terms"
)

// settingsView is what an administrator looks at.
type settingsView struct {
	Keys     []store.Key
	Webhooks []store.Endpoint
	Entities []entity.Entity
	MayKeys  bool
	MayHooks bool
	NewHooks bool
	MayBands bool
	Groups   []review.Group // of reviewers
	Roles    []string
	New      string // the secret of a key that was made just now
	Shortcut bool   // keyboard shortcuts are on
	Me       string
	MyRoles  []actor.Role
}

// shortcutCookie switches the keyboard shortcuts off: it holds nothing about the person.
const shortcutCookie = "verbatim_shortcuts"

func showSettings(ctx context.Context, c *Console, k *call) (reply, error) {
	return settingsWith(ctx, c, k, "")
}

func settingsWith(ctx context.Context, c *Console, k *call, secret string) (reply, error) {
	v := settingsView{
		MayKeys: k.may(auth.ListKeys), MayHooks: k.may(auth.ListWebhooks) && c.Hooks != nil, Roles: actor.Role("").Enum(), New: secret,
		Shortcut: shortcuts(k.Request), Me: k.by.Name, MyRoles: k.by.Roles,
	}
	v.NewHooks, v.MayBands, v.Groups = v.MayHooks && k.may(auth.CreateWebhook), k.may(auth.ListBands), c.Desk.Library.Current().Reviewers()
	var err error
	if v.MayKeys {
		if v.Keys, err = c.Auth.Keys(ctx, k.by); err != nil {
			return reply{}, err
		}
	}
	if v.MayHooks {
		if v.Webhooks, err = c.Hooks.List(ctx, k.by); err != nil {
			return reply{}, err
		}
	}
	for _, e := range c.Desk.Library.Current().Entities() {
		if contains(c.entities(k), string(e.ID)) {
			v.Entities = append(v.Entities, e)
		}
	}
	return reply{view: &view{Page: "settings", Title: wordSettings, Nav: "settings", Data: v}}, nil
}

// createKey makes a key and shows its secret on the page that answers: it is in no address and cannot be had again.
func createKey(ctx context.Context, c *Console, k *call) (reply, error) {
	n := auth.NewKey{Person: k.text("person"), Address: k.text("address"), Entities: strings.Fields(k.text("entities")), Test: k.text("test") == "yes"}
	for _, r := range k.PostForm["role"] {
		n.Roles = append(n.Roles, actor.Role(r))
	}
	secret, _, err := c.Auth.CreateKey(ctx, k.by, n)
	if err != nil {
		return reply{}, err
	}
	return settingsWith(ctx, c, k, secret)
}

func revokeKey(ctx context.Context, c *Console, k *call) (reply, error) {
	if err := c.Auth.RevokeKey(ctx, k.by, k.PathValue("key")); err != nil {
		return reply{}, err
	}
	return reply{goTo: Root + "settings?done=revoked"}, nil
}

func switchKeys(_ context.Context, _ *Console, k *call) (reply, error) {
	value := "on"
	if k.text("shortcuts") != "on" {
		value = "off"
	}
	set := &http.Cookie{Name: shortcutCookie, Value: value, Path: Root, MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: encrypted(k.Request)}
	return reply{goTo: Root + "settings?done=saved", cookie: set}, nil
}

func shortcuts(r *http.Request) bool {
	set, err := r.Cookie(shortcutCookie)
	return err != nil || set.Value != "off"
}

// enums are the closed lists that forms offer, by name.
func enums(name string) []string {
	switch name {
	case "end":
		return offer.EndReason("").Enum()
	case "extend":
		return offer.ExtendReason("").Enum()
	case "pause":
		return offer.PauseReason("").Enum()
	case "renege":
		return offer.RenegeReason("").Enum()
	case "decline":
		return event.DeclineReason("").Enum()
	case "form":
		return answer.Form("").Enum()
	case "channel":
		return handoff.Channel("").Enum()
	case "verbal":
		return desk.VerbalAnswer("").Enum()
	case "stop":
		return offer.StopReason("").Enum()
	case "role":
		return actor.Role("").Enum()
	case "ask":
		return desk.AskVerdict("").Enum()
	case "paper":
		return answer.PaperMedia()
	case "amend":
		return terms.ReasonCode("").Enum()
	}
	return nil
}

func toJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(raw)
}
