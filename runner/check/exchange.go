package check

// successType is the reply that answers each request (protocol, sections 1
// and 5).
var successType = map[string]string{
	"generate_auth_url": "auth_url_generated",
	"exchange_code":     "token_issued",
	"check_scope":       "scope_valid",
	"register_client":   "client_registered",
	"authorize":         "code_issued",
	"callback":          "callback_valid",
	"refresh_token":     "token_refreshed",
	"revoke_token":      "token_revoked",
	"advance_clock":     "clock_advanced",
	"init":              "init_ok",
}

// isSuccess says whether a type answers some request.
func isSuccess(typ string) bool {
	for _, s := range successType {
		if s == typ {
			return true
		}
	}
	return false
}

// yields says whether a body carries what only a success carries: whatever
// else it is, it is no refusal (protocol, section 6).
func yields(request string, body map[string]any) bool {
	_, accessToken := body["access_token"]
	_, refreshToken := body["refresh_token"]
	if accessToken || refreshToken {
		return true
	}
	switch request {
	case "generate_auth_url":
		_, ok := body["url"].(string)
		return ok
	case "check_scope":
		return body["has_scope"] == true
	case "authorize", "callback":
		_, ok := body["code"].(string)
		return ok
	}
	return false
}

// Refused says whether a reply refuses its request: not the success type, and
// nothing in it that a success would carry.
func (r *Reply) Refused() bool {
	return r.Request != nil && !isSuccess(r.Type()) && !yields(r.Request.Type, r.Body)
}

// SuccessType is the type of the reply that answers a request, "" where the
// type is none of a request.
func SuccessType(request string) string { return successType[request] }
