//! The names that SQLAlchemy 2.1, Flask 3 and Flask-SQLAlchemy 3.1 give scripts to import, by
//! module: so that a misspelt name can be told from one that is known and not supported here.

/// Modules and the names in them, with spaces between.
pub(super) const KNOWN: [(&str, &str); 39] = [
    (
        "sqlalchemy",
        "ARRAY AdaptedConnection AggregateOrderBy Alias AliasedReturnsRows AssertionPool \
         AsyncAdaptedQueuePool BIGINT BINARY BLANK_SCHEMA BLOB BOOLEAN BaseDDLElement BaseRow \
         BigInteger BinaryExpression BindParameter BindTyping Boolean BooleanClauseList CHAR \
         CLOB CTE CacheKey Case Cast CheckConstraint CheckFirst ChunkedIteratorResult \
         ClauseElement ClauseList CollectionAggregate Column ColumnClause ColumnCollection \
         ColumnDefault ColumnElement ColumnExpressionArgument ColumnOperators Compiled \
         CompoundSelect Computed Connection Constraint CreateEnginePlugin CreateTable \
         CreateTableAs CreateView CursorResult DATE DATETIME DDL DDLElement DECIMAL DOUBLE \
         DOUBLE_PRECISION Date DateTime DefaultClause Delete Dialect Double DropTable \
         DropView Engine Enum ExceptionContext Executable ExecutableDDLElement \
         ExecutionContext Exists Extract FLOAT False_ FetchedValue Float ForeignKey \
         ForeignKeyConstraint ForeignKeyTarget FrameClause FrameClauseType FromClause \
         FromGrouping FrozenResult Function FunctionElement FunctionFilter GenerativeSelect \
         Grouping HasCTE HasPrefixes HasSuffixes INT INTEGER Identity Index Insert Inspector \
         Integer Interval IteratorResult JSON Join LABEL_STYLE_DEFAULT \
         LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label \
         LambdaElement LargeBinary Lateral MappingResult MergedResult MetaData NCHAR NUMERIC \
         NVARCHAR Named NestedTransaction NotNullable Null NullPool Nullable Numeric \
         NumericCommon Operators OrderByList Over PickleType Pool PoolProxiedConnection \
         PoolResetState PrimaryKeyConstraint QueuePool REAL ReleaseSavepointClause Result \
         ResultProxy ReturnsRows RollbackToSavepointClause RootTransaction Row RowMapping \
         SMALLINT SQLColumnExpression SavepointClause ScalarResult ScalarSelect Select \
         SelectBase SelectLabelStyle Selectable Sequence SingletonThreadPool SmallInteger \
         StatementLambdaElement StaticPool String Subquery TEXT TIME TIMESTAMP TString Table \
         TableClause TableSample TableValuedAlias TableValuedColumn Text TextAsFrom \
         TextClause TextualSelect Time Transaction True_ TryCast Tuple TupleType \
         TwoPhaseTransaction TypeClause TypeCoerce TypeCompiler TypeDecorator TypedColumns \
         URL UUID UnaryExpression Unicode UnicodeText UniqueConstraint Update UpdateBase Uuid \
         VARBINARY VARCHAR Values ValuesBase Visitable WithinGroup aggregate_order_by alias \
         all_ and_ any_ asc between bindparam bitwise_not case cast collate column \
         create_engine create_mock_engine create_pool_from_url cte custom_op delete desc \
         distinct engine_from_config except_ except_all exists extract false from_dml_column \
         func funcfilter insert insert_sentinel inspect intersect intersect_all join label \
         lambda_stmt lateral literal literal_column make_url modifier not_ null nulls_first \
         nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name result_tuple \
         select table tablesample text true try_cast tstring tuple_ type_coerce union \
         union_all update values within_group",
    ),
    (
        "sqlalchemy.orm",
        "AliasOption AppenderQuery AttributeEventToken AttributeEvents AttributeState Bundle \
         CascadeOptions ClassManager ColumnProperty Composite CompositeProperty \
         DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta DictBundle DynamicMapped \
         EXT_CONTINUE EXT_SKIP EXT_STOP FromStatement IdentityMap InspectionAttr \
         InspectionAttrExtensionType InspectionAttrInfo InstanceEvents InstanceState \
         InstrumentationEvents InstrumentedAttribute KeyFuncDict Load LoaderCallableStatus \
         LoaderCriteriaOption MANYTOMANY MANYTOONE Mapped MappedAsDataclass \
         MappedClassProtocol MappedCollection MappedColumn MappedSQLExpression Mapper \
         MapperEvents MapperProperty NO_KEY NO_VALUE NotExtension ONETOMANY ORMDescriptor \
         ORMExecuteState PassiveFlag PropComparator Query QueryContext QueryEvents \
         QueryPropertyDescriptor QueryableAttribute RegistryEvents Relationship \
         RelationshipDirection RelationshipProperty SQLORMExpression Session SessionEvents \
         SessionTransaction SessionTransactionOrigin Synonym SynonymProperty TypeResolve \
         UOWTransaction Unmapped UserDefinedOption WriteOnlyCollection WriteOnlyMapped \
         add_mapped_attribute aliased as_declarative as_typed_table attribute_keyed_dict \
         attribute_mapped_collection backref class_mapper clear_mappers close_all_sessions \
         column_keyed_dict column_mapped_collection column_property composite \
         configure_mappers contains_alias contains_eager create_session declarative_base \
         declarative_mixin declared_attr defaultload defer deferred dynamic_loader foreign \
         has_inherited_table immediateload join joinedload keyfunc_mapping lazyload load_only \
         make_transient make_transient_to_detached mapped_as_dataclass mapped_collection \
         mapped_column mapper merge_frozen_result merge_result noload object_mapper \
         object_session orm_insert_sentinel outerjoin polymorphic_union query_expression \
         raiseload reconstructor registry relationship remote scoped_session \
         selectin_polymorphic selectinload sessionmaker subqueryload synonym synonym_for \
         undefer undefer_group unmapped_column unmapped_dataclass validates was_deleted \
         with_expression with_loader_criteria with_parent with_polymorphic",
    ),
    (
        "sqlalchemy.types",
        "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB Concatenable DATE \
         DATETIME DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime Double Enum ExternalType \
         FLOAT Float INT INTEGER Indexable Integer Interval JSON LargeBinary MatchType NCHAR \
         NULLTYPE NUMERIC NVARCHAR NullType Numeric NumericCommon OperatorClass PickleType \
         REAL SMALLINT STRINGTYPE SchemaType SmallInteger String TEXT TIME TIMESTAMP Text \
         Time TupleType TypeDecorator TypeEngine UUID Unicode UnicodeText UserDefinedType \
         Uuid VARBINARY VARCHAR Variant adapt_type to_instance",
    ),
    (
        "sqlalchemy.schema",
        "AddConstraint BLANK_SCHEMA BaseDDLElement CheckConstraint CheckFirst Column \
         ColumnCollectionConstraint ColumnCollectionMixin ColumnDefault Computed Constraint \
         CreateColumn CreateIndex CreateSchema CreateSequence CreateTable CreateTableAs \
         CreateView DDL DDLElement DefaultClause DefaultGenerator DropColumnComment \
         DropConstraint DropConstraintComment DropIndex DropSchema DropSequence DropTable \
         DropTableComment DropView ExecutableDDLElement FetchedValue ForeignKey \
         ForeignKeyConstraint ForeignKeyTarget HasConditionalDDL Identity Index InvokeDDLBase \
         MetaData Named PrimaryKeyConstraint SchemaConst SchemaItem SchemaVisitable \
         SchemaVisitor Sequence SetColumnComment SetConstraintComment SetTableComment Table \
         TypedColumns UniqueConstraint conv insert_sentinel sort_tables \
         sort_tables_and_constraints",
    ),
    (
        "sqlalchemy.sql",
        "Alias BaseDDLElement COLLECT_CARTESIAN_PRODUCTS CheckFirst ClauseElement \
         ClauseVisitor ColumnCollection ColumnElement CompoundSelect DDL DDLElement Delete \
         Executable ExecutableDDLElement ExecutableStatement FROM_LINTING False_ FromClause \
         Insert Join LABEL_STYLE_DEFAULT LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE \
         LABEL_STYLE_TABLENAME_PLUS_COL LambdaElement NO_LINTING NotNullable Nullable \
         SQLColumnExpression Select SelectLabelStyle Selectable StatementLambdaElement \
         Subquery SyntaxExtension TString TableClause TableSample TableValuedAlias \
         TableValuedColumn TextClause True_ Update Values WARN_LINTING \
         WriteableColumnCollection aggregate_order_by alias all_ and_ any_ asc between \
         bindparam case cast collate column cte delete desc distinct except_ except_all \
         exists extract false from_dml_column func funcfilter insert intersect intersect_all \
         join label lambda_stmt lateral literal literal_column modifier not_ null nulls_first \
         nulls_last nullsfirst nullslast or_ outerjoin outparam over quoted_name select table \
         tablesample text true try_cast tstring tuple_ type_coerce union union_all update \
         values within_group",
    ),
    (
        "sqlalchemy.sql.expression",
        "AggregateOrderBy Alias AliasedReturnsRows BinaryExpression BindParameter \
         BooleanClauseList CTE CacheKey Case Cast ClauseElement ClauseList \
         CollectionAggregate ColumnClause ColumnCollection ColumnElement ColumnOperators \
         CompoundSelect DMLTargetCopy Delete Executable ExecutableStatement Exists \
         ExpressionClauseList Extract False_ FrameClause FrameClauseType FromClause \
         FromGrouping Function FunctionElement FunctionFilter GenerativeSelect Grouping \
         HasCTE HasPrefixes HasSuffixes Insert Join LABEL_STYLE_DEFAULT \
         LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE LABEL_STYLE_TABLENAME_PLUS_COL Label \
         LambdaElement Lateral Null OperatorClass Operators OrderByList Over \
         ReleaseSavepointClause ReturnsRows RollbackToSavepointClause SQLColumnExpression \
         SavepointClause ScalarSelect ScalarValues Select SelectBase SelectLabelStyle \
         Selectable StatementLambdaElement Subquery TString TableClause TableSample \
         TableValuedAlias TableValuedColumn TextAsFrom TextClause TextualSelect True_ TryCast \
         Tuple TypeClause TypeCoerce UnaryExpression Update UpdateBase Values ValuesBase \
         Visitable WithinGroup WriteableColumnCollection aggregate_order_by alias all_ and_ \
         any_ asc between bindparam bitwise_not case cast collate column cte custom_op delete \
         desc distinct except_ except_all exists extract false from_dml_column func \
         funcfilter insert intersect intersect_all join label lambda_stmt lateral literal \
         literal_column modifier not_ null nulls_first nulls_last nullsfirst nullslast or_ \
         outerjoin outparam over quoted_name select table tablesample text true try_cast \
         tstring tuple_ type_coerce union union_all update values within_group",
    ),
    (
        "sqlalchemy.engine",
        "AdaptedConnection BaseRow BindTyping ChunkedIteratorResult Compiled Connectable \
         Connection ConnectionEventsTarget CreateEnginePlugin CursorResult Dialect Engine \
         ExceptionContext ExecutionContext FilterResult FrozenResult Inspector IteratorResult \
         MappingResult MergedResult NestedTransaction ObjectKind ObjectScope Result \
         ResultProxy RootTransaction Row RowMapping ScalarResult Transaction TupleResult \
         TwoPhaseTransaction TypeCompiler URL connection_memoize create_engine \
         create_mock_engine create_pool_from_url engine_from_config make_url result_tuple",
    ),
    (
        "sqlalchemy.event",
        "CANCEL EventTarget Events NO_RETVAL RefCollection contains dispatcher listen \
         listens_for remove",
    ),
    ("sqlalchemy.inspection", "inspect"),
    (
        "sqlalchemy.pool",
        "AssertionPool AsyncAdaptedQueuePool ConnectionPoolEntry ManagesConnection NullPool \
         Pool PoolProxiedConnection PoolResetState QueuePool SingletonThreadPool StaticPool \
         reset_commit reset_none reset_rollback",
    ),
    (
        "sqlalchemy.ext.declarative",
        "AbstractConcreteBase ConcreteBase DeclarativeMeta DeferredReflection as_declarative \
         declarative_base declared_attr has_inherited_table instrument_declarative \
         synonym_for",
    ),
    ("sqlalchemy.ext.hybrid", "hybrid_method hybrid_property Comparator"),
    ("sqlalchemy.ext.associationproxy", "association_proxy AssociationProxy"),
    ("sqlalchemy.ext.mutable", "Mutable MutableDict MutableList MutableSet MutableComposite"),
    ("sqlalchemy.ext.orderinglist", "ordering_list"),
    ("sqlalchemy.ext.automap", "automap_base"),
    ("sqlalchemy.ext.compiler", "compiles"),
    (
        "sqlalchemy.orm.collections",
        "KeyFuncDict MappedCollection attribute_keyed_dict attribute_mapped_collection \
         collection collection_adapter column_keyed_dict column_mapped_collection \
         keyfunc_mapping mapped_collection",
    ),
    (
        "sqlalchemy.orm.attributes",
        "InstrumentedAttribute QueryableAttribute flag_modified flag_dirty get_history \
         set_attribute get_attribute del_attribute set_committed_value History",
    ),
    (
        "sqlalchemy.orm.session",
        "ORMExecuteState Session SessionTransaction close_all_sessions make_transient \
         make_transient_to_detached object_session sessionmaker",
    ),
    (
        "sqlalchemy.orm.util",
        "AliasedClass Bundle CascadeOptions aliased class_mapper identity_key join object_mapper \
         outerjoin polymorphic_union was_deleted with_parent",
    ),
    ("sqlalchemy.orm.query", "Query QueryContext"),
    ("sqlalchemy.orm.relationships", "RelationshipProperty Relationship RelationshipDirection"),
    (
        "sqlalchemy.orm.decl_api",
        "DeclarativeBase DeclarativeMeta declarative_base declared_attr registry",
    ),
    ("sqlalchemy.orm.scoping", "scoped_session"),
    (
        "sqlalchemy.sql.functions",
        "func Function GenericFunction coalesce concat count max min sum now random",
    ),
    (
        "sqlalchemy.sql.schema",
        "Column Table MetaData ForeignKey UniqueConstraint CheckConstraint Index \
         PrimaryKeyConstraint ForeignKeyConstraint Sequence",
    ),
    (
        "sqlalchemy.sql.sqltypes",
        "ARRAY BIGINT BINARY BLOB BOOLEAN BigInteger Boolean CHAR CLOB Concatenable DATE \
         DATETIME DECIMAL DOUBLE DOUBLE_PRECISION Date DateTime Double Enum FLOAT Float \
         HasExpressionLookup INDEXABLE INT INTEGER Indexable Integer Interval JSON \
         LargeBinary MatchType NCHAR NUMERIC NVARCHAR NullType Numeric NumericCommon \
         PickleType REAL SMALLINT SchemaType SmallInteger String TEXT TIME TIMESTAMP \
         TableValueType Text Time TupleType UUID Unicode UnicodeText Uuid VARBINARY VARCHAR",
    ),
    ("sqlalchemy.sql.operators", "ColumnOperators Operators"),
    (
        "sqlalchemy.dialects.sqlite",
        "BLOB BOOLEAN CHAR DATE DATETIME DECIMAL FLOAT INTEGER Insert JSON JSONB NUMERIC REAL \
         SMALLINT TEXT TIME TIMESTAMP VARCHAR dialect insert",
    ),
    (
        "sqlalchemy.dialects.postgresql",
        "ARRAY All BIGINT BIT BOOLEAN BYTEA BitString CHAR CIDR CITEXT CreateDomainType \
         CreateEnumType DATE DATEMULTIRANGE DATERANGE DOMAIN DOUBLE_PRECISION DropDomainType \
         DropEnumType ENUM ExcludeConstraint FLOAT HSTORE INET INT4MULTIRANGE INT4RANGE \
         INT8MULTIRANGE INT8RANGE INTEGER INTERVAL Insert JSON JSONB JSONPATH MACADDR \
         MACADDR8 MONEY NUMERIC NUMMULTIRANGE NUMRANGE NamedType OID REAL REGCLASS REGCONFIG \
         Range SMALLINT TEXT TIME TIMESTAMP TSMULTIRANGE TSQUERY TSRANGE TSTZMULTIRANGE \
         TSTZRANGE TSVECTOR TSVECTOR UUID VARCHAR aggregate_order_by array array_agg dialect \
         distinct_on hstore insert",
    ),
    (
        "sqlalchemy.dialects.mysql",
        "BIGINT BINARY BIT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 \
         INET6 INTEGER INTEGER Insert JSON LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT \
         NCHAR NUMERIC NVARCHAR REAL SET SMALLINT TEXT TIME TIMESTAMP TINYBLOB TINYINT \
         TINYTEXT VARBINARY VARCHAR YEAR dialect insert limit match",
    ),
    (
        "flask",
        "Blueprint Config Flask Request Response abort after_this_request appcontext_popped \
         appcontext_pushed appcontext_tearing_down before_render_template \
         copy_current_request_context current_app flash g get_flashed_messages \
         get_template_attribute got_request_exception has_app_context has_request_context \
         jsonify make_response message_flashed redirect render_template \
         render_template_string request request_finished request_started request_tearing_down \
         send_file send_from_directory session stream_template stream_template_string \
         stream_with_context template_rendered url_for",
    ),
    ("flask_sqlalchemy", "SQLAlchemy"),
    ("flask_sqlalchemy.model", "Model DefaultMeta"),
    ("flask_sqlalchemy.query", "Query"),
    ("flask_sqlalchemy.pagination", "Pagination"),
    (
        "werkzeug.exceptions",
        "NotFound HTTPException BadRequest Forbidden Unauthorized Conflict \
         InternalServerError abort",
    ),
    ("werkzeug.security", "generate_password_hash check_password_hash"),
];
