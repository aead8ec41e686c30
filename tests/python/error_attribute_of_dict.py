{}.foo
