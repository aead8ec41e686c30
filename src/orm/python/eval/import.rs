//! Imports: of what [`Machine::modules`] holds, and of nothing else.

use std::rc::Rc;

use super::hint::import_of;
use crate::nearest::nearest_cased;
use crate::orm::python::builtins::modules::refused::Refused;
use crate::orm::python::syntax::Imported;
use crate::orm::python::{Machine, Module, Run, Scope, Stop, Value};

impl Machine {
    /// `import a.b as c`.
    pub(super) fn import(&mut self, scope: &Rc<Scope>, names: &[Imported]) -> Run<()> {
        for imported in names {
            let first = imported.name.split('.').next().unwrap_or_default();
            if self.is_refused(first) {
                self.store(scope, &imported.variable, Refused::module(first));
                continue;
            }
            let module = self.module(&imported.name)?;
            let bound = match &imported.alias {
                Some(_) => module,
                None => {
                    let first = imported.name.split('.').next().unwrap_or_default();
                    self.module(first)?
                }
            };
            self.store(scope, &imported.variable, Value::Module(bound));
        }
        Ok(())
    }

    /// `from module import a as b`.
    pub(super) fn import_from(
        &mut self,
        scope: &Rc<Scope>,
        dots: u32,
        name: &str,
        names: &[Imported],
    ) -> Run<()> {
        if dots > 0 {
            let text = "attempted relative import with no known parent package";
            return Err(self.error("ImportError", text));
        }
        if name == "__future__" {
            return self.import_future(names);
        }
        let first = name.split('.').next().unwrap_or_default();
        if self.is_refused(first) {
            for imported in names {
                if &*imported.name == "*" {
                    return Err(self.unsupported(format!("the module {first}")));
                }
                let value = Refused::name(name, &imported.name);
                self.store(scope, &imported.variable, value);
            }
            return Ok(());
        }
        let module = self.module(name)?;
        for imported in names {
            if &*imported.name == "*" {
                self.import_all(scope, &module);
                continue;
            }
            let found = module.names.borrow().get(&imported.name).cloned();
            let found = found.or_else(|| {
                let inner = format!("{name}.{}", imported.name);
                self.modules.get(inner.as_str()).cloned().map(Value::Module)
            });
            match found.or_else(|| (self.stand_in)(name, &imported.name)) {
                Some(value) => self.store(scope, &imported.variable, value),
                None => return Err(self.no_such_name(&module, &imported.name)),
            }
        }
        Ok(())
    }

    /// CPython has the module, and it is not here.
    fn is_refused(&self, name: &str) -> bool {
        Self::is_refused_module(name) && !self.modules.contains_key(name)
    }

    fn import_all(&mut self, scope: &Rc<Scope>, module: &Rc<Module>) {
        let names = module.names.borrow().clone();
        for (name, value) in names {
            if !name.starts_with('_') {
                let before = scope.names.borrow_mut().insert(name, value);
                drop(before);
            }
        }
    }

    /// What Python 3.11 knows of the future is the present, save for annotations.
    fn import_future(&mut self, names: &[Imported]) -> Run<()> {
        const KNOWN: [&str; 10] = [
            "nested_scopes",
            "generators",
            "division",
            "absolute_import",
            "with_statement",
            "print_function",
            "unicode_literals",
            "barry_as_FLUFL",
            "generator_stop",
            "annotations",
        ];
        for imported in names {
            if !KNOWN.contains(&&*imported.name) {
                let text = format!("future feature {} is not defined", imported.name);
                return Err(self.error("SyntaxError", text));
            }
            self.running.postponed |= &*imported.name == "annotations";
        }
        Ok(())
    }

    /// A module by its full name. The modules around it are there as well.
    fn module(&mut self, name: &str) -> Run<Rc<Module>> {
        let mut parent: Option<Rc<Module>> = None;
        for (end, _) in name.match_indices('.').chain(std::iter::once((name.len(), ""))) {
            let path = name.get(..end).unwrap_or(name);
            let Some(module) = self.modules.get(path).cloned() else {
                return Err(self.no_such_module(name, path));
            };
            if let Some(parent) = &parent {
                let last = path.rsplit('.').next().unwrap_or(path);
                let mut names = parent.names.borrow_mut();
                if !names.contains_key(last) {
                    names.insert(last.into(), Value::Module(Rc::clone(&module)));
                }
            }
            parent = Some(module);
        }
        match parent {
            Some(module) => Ok(module),
            None => Err(self.no_such_module(name, name)),
        }
    }

    fn no_such_module(&mut self, wanted: &str, missing: &str) -> Stop {
        if (self.is_elsewhere)(missing) {
            return self.unsupported(format!("the module {missing}"));
        }
        let hint = self.nearest_module(wanted, missing);
        let parent = missing.rsplit_once('.').map(|(parent, _)| parent);
        let text = match parent {
            Some(parent)
                if !self.modules.keys().any(|name| name.starts_with(&format!("{parent}."))) =>
            {
                format!("No module named '{missing}'; '{parent}' is not a package")
            }
            _ => format!("No module named '{missing}'"),
        };
        self.error_with_hint("ModuleNotFoundError", text, hint.as_deref())
    }

    /// The module that was meant: its last name is mistaken, or all of it where it has one.
    fn nearest_module(&self, wanted: &str, missing: &str) -> Option<String> {
        let (around, last) = missing.rsplit_once('.').unwrap_or(("", missing));
        let beside = self.modules.keys().filter_map(|name| {
            let (own, last) = name.rsplit_once('.').unwrap_or(("", name));
            (own == around).then_some(last)
        });
        let nearest = nearest_cased(last, beside.clone())?;
        let behind = wanted.get(missing.len()..).unwrap_or_default();
        let meant = match around {
            "" => format!("{nearest}{behind}"),
            _ => format!("{around}.{nearest}{behind}"),
        };
        Some(meant).filter(|meant| self.modules.contains_key(meant.as_str()))
    }

    fn no_such_name(&mut self, module: &Rc<Module>, name: &str) -> Stop {
        let inner = format!("{}.{name}", module.name);
        if (self.is_elsewhere)(&inner) {
            return self.unsupported(format!("the module {inner}"));
        }
        let hint = import_of(self, name).or_else(|| {
            let names = module.names.borrow();
            nearest_cased(name, names.keys().map(|name| &**name)).map(str::to_owned)
        });
        let origin = match module.names.borrow().get("__file__") {
            Some(Value::Str(file)) => file.to_string(),
            _ => "unknown location".to_owned(),
        };
        let text = format!("cannot import name '{name}' from '{}' ({origin})", module.name);
        self.error_with_hint("ImportError", text, hint.as_deref())
    }
}
