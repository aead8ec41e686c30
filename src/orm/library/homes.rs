//! The modules in which SQLAlchemy has the classes of its objects, as `type(x)` shows them.

use crate::orm::python::Machine;

/// Classes by the module that they stand in.
const HOMES: [(&str, &str); 27] = [
    ("sqlalchemy.engine.base", "Engine Connection RootTransaction NestedTransaction"),
    ("sqlalchemy.engine.cursor", "CursorResult"),
    (
        "sqlalchemy.engine.result",
        "ChunkedIteratorResult IteratorResult ScalarResult MappingResult TupleResult RMKeyView",
    ),
    ("sqlalchemy.engine.row", "Row RowMapping"),
    (
        "sqlalchemy.ext.associationproxy",
        "_AssociationList _AssociationSet _AssociationDict AssociationProxy",
    ),
    ("sqlalchemy.ext.hybrid", "hybrid_property hybrid_method"),
    (
        "sqlalchemy.orm.attributes",
        "InstrumentedAttribute QueryableAttribute History AttributeEventToken",
    ),
    ("sqlalchemy.orm.base", "LoaderCallableStatus"),
    ("sqlalchemy.orm.decl_api", "registry"),
    ("sqlalchemy.orm.descriptor_props", "SynonymProperty CompositeProperty"),
    ("sqlalchemy.orm.dynamic", "AppenderQuery"),
    ("sqlalchemy.orm.identity", "_WeakInstanceDict"),
    ("sqlalchemy.orm.mapper", "Mapper"),
    ("sqlalchemy.orm.properties", "ColumnProperty MappedColumn"),
    ("sqlalchemy.orm.query", "Query"),
    ("sqlalchemy.orm.relationships", "_RelationshipDeclared RelationshipProperty"),
    ("sqlalchemy.orm.session", "Session SessionTransaction sessionmaker"),
    ("sqlalchemy.orm.scoping", "scoped_session"),
    ("sqlalchemy.orm.state", "InstanceState AttributeState"),
    ("sqlalchemy.orm.strategy_options", "Load"),
    ("sqlalchemy.orm.util", "AliasedClass AliasedInsp Bundle CascadeOptions"),
    ("sqlalchemy.orm.writeonly", "WriteOnlyCollection"),
    ("sqlalchemy.sql.base", "ReadOnlyColumnCollection"),
    ("sqlalchemy.sql.compiler", "StrSQLCompiler"),
    ("sqlalchemy.sql.functions", "_FunctionGenerator now count sum max min coalesce concat"),
    ("sqlalchemy.util._collections", "ReadOnlyProperties"),
    ("sqlalchemy.util._collections_cy", "IdentitySet OrderedSet"),
];

/// Gives `type()` of the library's objects their modules.
pub(super) fn install(machine: &mut Machine) {
    for (home, names) in HOMES {
        for name in names.split(' ') {
            machine.add_native_class(name, home);
        }
    }
}
