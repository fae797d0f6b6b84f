package mutant

// inits are the nodes that get the handshake wrong.
func inits() []Mutant {
	initialise := body("init", "node_id", "n3", "node_ids", `=["n3"]`)
	return []Mutant{
		{Name: "init-answered-with-init", ID: "INI-01", Profile: "init",
			Summary:  "It answers init with a message of type init.",
			Stimulus: bodies(initialise),
			say:      on("init_ok", func(t *turn) { t.body["type"] = "init" })},
		{Name: "init-answered-twice", ID: "INI-01", Profile: "init",
			Summary:  "It announces itself after it has answered init.",
			Stimulus: bodies(initialise),
			say:      on("init_ok", func(t *turn) { t.after = encode(t.envelope) })},
		{Name: "src-fixed-after-init", ID: "INI-02", Profile: "init",
			Summary:  "It goes on to call itself oauth, whatever init calls it.",
			Stimulus: bodies(initialise),
			hear:     heard("init", func(t *turn) { t.change("node_id", "oauth") })},
		{Name: "silent-before-init", ID: "INI-03", Profile: "init",
			Summary: "It waits for init and answers nothing before.",
			hear: func(t *turn) {
				if t.asked("type") == "init" {
					t.memo["ready"] = true
				}
				t.dropped = t.memo["ready"] == nil
			}},
		{Name: "crash-before-init", ID: "INI-03", Profile: "init",
			Summary: "It crashes on a request before init, since it has no name yet.",
			hear: func(t *turn) {
				switch {
				case t.asked("type") == "init":
					t.memo["ready"] = true
				case t.ask != nil && t.memo["ready"] == nil:
					t.crash("TypeError: cannot read property of undefined")
				}
			}},
		{Name: "second-init-wipes-tokens", ID: "INI-04", Profile: "init",
			Summary: "It starts afresh at every init, and the second one wipes its tokens.",
			Stimulus: bodies(initialise, gen("abc123", "https://a/b", `["read"]`, `"s"`), exc("abc123", "AUTH_CODE"),
				initialise, chk("$TOKEN", "read")),
			hear: heard("init", func(t *turn) { t.node = t.fresh() })},
	}
}
