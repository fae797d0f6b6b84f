package oauth_test

import "testing"

// again are the members of a refresh by a client, some of them changed.
func (f *flow) again(client string, more m) m {
	members := m{"refresh_token": f.refresh, "client_id": client, "client_secret": "secret-" + client}
	if client == "app" {
		members["client_secret"] = nil
	}
	for k, v := range more {
		members[k] = v
	}
	return members
}

func TestARefreshGivesNewTokens(t *testing.T) {
	for _, client := range []string{"one", "app", "new"} {
		t.Run(client, func(t *testing.T) {
			f := begin(t).obtain(client)
			token, refresh := f.token, f.refresh
			f.pass(3601)
			f.has(token, "read", false)
			reply := f.gets("token_refreshed", "refresh_token", f.again(client, nil))
			f.keep(reply)
			if f.token == token || f.refresh == refresh || f.refresh == "" || reply["token_type"] != "Bearer" || reply["expires_in"] != 3600.0 {
				t.Errorf("got %v", reply)
			}
			f.pass(3599)
			f.has(f.token, "read write", true)
			f.refused("invalid_grant", "refresh_token", f.again(client, m{"refresh_token": refresh})) // used
			f.has(f.token, "read", false)
			f.refused("invalid_grant", "refresh_token", f.again(client, nil)) // the newest is dead too
		})
	}
}

func TestAScopeNarrowsOneAccessToken(t *testing.T) {
	f := begin(t).obtain("one")
	f.keep(f.gets("token_refreshed", "refresh_token", f.again("one", m{"scope": "read"})))
	f.has(f.token, "read", true)
	f.has(f.token, "write", false)
	f.refused("invalid_scope", "refresh_token", f.again("one", m{"scope": "read admin"}))
	f.keep(f.gets("token_refreshed", "refresh_token", f.again("one", nil)))
	f.has(f.token, "read write", true)
	f.has(f.token, "admin", false)
}

func TestARefreshThatIsRefusedSpoilsNothing(t *testing.T) {
	f := begin(t).obtain("one")
	for _, tt := range []struct {
		name   string
		change m
		error  string
	}{
		{"another client", m{"client_id": "two", "client_secret": "secret-two"}, "invalid_grant"},
		{"a client that nobody knows", m{"client_id": "nobody"}, "invalid_grant"},
		{"a wrong secret", m{"client_secret": "secret-two"}, "invalid_client"},
		{"no secret", m{"client_secret": nil}, "invalid_client"},
		{"an access token", m{"refresh_token": f.token}, "invalid_grant"},
		{"a code", m{"refresh_token": f.code}, "invalid_grant"},
		{"garbage", m{"refresh_token": "x"}, "invalid_grant"},
		{"nothing", m{"refresh_token": ""}, "invalid_request"},
		{"a number", m{"refresh_token": 5}, "invalid_request"},
		{"two blanks between scopes", m{"scope": "read  write"}, "invalid_scope"},
		{"an empty scope", m{"scope": ""}, "invalid_request"},
	} {
		t.Run(tt.name, func(t *testing.T) { f.T = t; f.refused(tt.error, "refresh_token", f.again("one", tt.change)) })
	}
	f.T = t
	f.has(f.refresh, "read", false) // no access token either
	f.gets("token_refreshed", "refresh_token", f.again("one", nil))
}

func TestRevocation(t *testing.T) {
	mine := func(f *flow, token string) m {
		return m{"token": token, "client_id": "one", "client_secret": "secret-one"}
	}
	f := begin(t).obtain("one")
	f.gets("token_revoked", "revoke_token", mine(f, "unknown"))
	f.refused("invalid_client", "revoke_token", m{"token": f.token, "client_id": "one"})
	f.refused("invalid_grant", "revoke_token", m{"token": f.token, "client_id": "two", "client_secret": "secret-two"})
	f.refused("invalid_grant", "revoke_token", m{"token": f.refresh, "client_id": "two", "client_secret": "secret-two"})
	f.refused("invalid_request", "revoke_token", mine(f, ""))
	f.has(f.token, "read", true)
	f.gets("token_revoked", "revoke_token", mine(f, f.token))
	f.has(f.token, "read", false)
	f.keep(f.gets("token_refreshed", "refresh_token", f.again("one", nil))) // the grant goes on
	f.gets("token_revoked", "revoke_token", mine(f, f.refresh))
	f.has(f.token, "read", false)
	f.refused("invalid_grant", "refresh_token", f.again("one", nil))
	f.gets("token_revoked", "revoke_token", mine(f, f.refresh))
}
