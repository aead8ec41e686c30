//! Names that Python 3.11 gives in modules that are here in part, and modules of the libraries: so
//! that what is known and not supported here can be told from what is misspelt.

/// Python's modules and the names in them, with spaces between.
pub(super) const PYTHON: [(&str, &str); 18] = [
    (
        "collections",
        "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque \
         namedtuple",
    ),
    (
        "collections.abc",
        "AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable \
         Collection Container Coroutine Generator Hashable ItemsView Iterable Iterator \
         KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible \
         Sequence Set Sized ValuesView",
    ),
    ("copy", "Error copy deepcopy"),
    (
        "dataclasses",
        "Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass field \
         fields is_dataclass make_dataclass replace",
    ),
    ("datetime", "MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo"),
    (
        "decimal",
        "BasicContext Clamped Context ConversionSyntax Decimal DecimalException \
         DecimalTuple DefaultContext DivisionByZero DivisionImpossible DivisionUndefined \
         ExtendedContext FloatOperation HAVE_CONTEXTVAR HAVE_THREADS Inexact InvalidContext \
         InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP \
         ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP \
         ROUND_UP Rounded Subnormal Underflow getcontext localcontext setcontext",
    ),
    (
        "enum",
        "CONFORM CONTINUOUS EJECT Enum EnumCheck EnumMeta EnumType Flag FlagBoundary \
         IntEnum IntFlag KEEP NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto global_enum \
         global_enum_repr global_flag_repr global_str member nonmember pickle_by_enum_name \
         pickle_by_global_name property unique verify",
    ),
    (
        "functools",
        "WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key lru_cache \
         partial partialmethod reduce singledispatch singledispatchmethod total_ordering \
         update_wrapper wraps",
    ),
    (
        "itertools",
        "accumulate chain combinations combinations_with_replacement compress count cycle \
         dropwhile filterfalse groupby islice pairwise permutations product repeat starmap \
         takewhile tee zip_longest",
    ),
    ("json", "JSONDecodeError JSONDecoder JSONEncoder dump dumps load loads"),
    (
        "logging",
        "BASIC_FORMAT BufferingFormatter CRITICAL DEBUG ERROR FATAL FileHandler Filter \
         Formatter Handler INFO LogRecord Logger LoggerAdapter NOTSET NullHandler \
         StreamHandler WARN WARNING addLevelName basicConfig captureWarnings critical debug \
         disable error exception fatal getLevelName getLevelNamesMapping \
         getLogRecordFactory getLogger getLoggerClass info lastResort log makeLogRecord \
         raiseExceptions setLogRecordFactory setLoggerClass shutdown warn warning",
    ),
    (
        "math",
        "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees \
         dist e erf erfc exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd \
         hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 \
         modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt tan tanh tau \
         trunc ulp",
    ),
    (
        "operator",
        "abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge \
         getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf inv \
         invert ior ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint \
         lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub \
         truediv truth xor",
    ),
    (
        "sqlite3",
        "Binary Blob Connection Cursor DataError DatabaseError Date DateFromTicks Error \
         IntegrityError InterfaceError InternalError NotSupportedError OperationalError \
         PARSE_COLNAMES PARSE_DECLTYPES PrepareProtocol ProgrammingError Row Time \
         TimeFromTicks Timestamp TimestampFromTicks Warning adapt adapters apilevel \
         complete_statement connect converters enable_callback_tracebacks \
         enable_shared_cache paramstyle register_adapter register_converter sqlite_version \
         sqlite_version_info threadsafety version version_info",
    ),
    (
        "string",
        "Formatter Template ascii_letters ascii_lowercase ascii_uppercase capwords digits \
         hexdigits octdigits printable punctuation whitespace",
    ),
    (
        "typing",
        "AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable \
         AsyncIterator Awaitable BinaryIO ByteString Callable ChainMap ClassVar Collection \
         Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict \
         Final ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable \
         Iterator KeysView List Literal LiteralString Mapping MappingView Match \
         MutableMapping MutableSequence MutableSet NamedTuple Never NewType NoReturn \
         NotRequired Optional OrderedDict ParamSpec ParamSpecArgs ParamSpecKwargs Pattern \
         Protocol Required Reversible Self Sequence Set Sized SupportsAbs SupportsBytes \
         SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound \
         TYPE_CHECKING Text TextIO Tuple Type TypeAlias TypeGuard TypeVar TypeVarTuple \
         TypedDict Union Unpack ValuesView assert_never assert_type cast clear_overloads \
         dataclass_transform final get_args get_origin get_overloads get_type_hints \
         is_typeddict no_type_check no_type_check_decorator overload reveal_type \
         runtime_checkable",
    ),
    (
        "uuid",
        "Enum NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 RESERVED_FUTURE \
         RESERVED_MICROSOFT RESERVED_NCS RFC_4122 SafeUUID UUID bytes_ getnode int_ uuid1 \
         uuid3 uuid4 uuid5",
    ),
    (
        "warnings",
        "catch_warnings filterwarnings formatwarning resetwarnings showwarning simplefilter \
         warn warn_explicit",
    ),
];

/// Modules of the libraries, with spaces between.
pub(super) const MODULES: &str = "alembic blinker click flask.app flask.blueprints flask.cli flask.config flask.ctx \
    flask.debughelpers flask.globals flask.helpers flask.json flask.json.provider \
    flask.json.tag flask.logging flask.sessions flask.signals flask.templating \
    flask.typing flask.views flask.wrappers flask_sqlalchemy.cli \
    flask_sqlalchemy.extension flask_sqlalchemy.model flask_sqlalchemy.pagination \
    flask_sqlalchemy.query flask_sqlalchemy.record_queries flask_sqlalchemy.session \
    flask_sqlalchemy.table flask_sqlalchemy.track_modifications itsdangerous jinja2 \
    markupsafe sqlalchemy.connectors sqlalchemy.connectors.aioodbc \
    sqlalchemy.connectors.asyncio sqlalchemy.connectors.pyodbc sqlalchemy.dialects \
    sqlalchemy.dialects.mssql sqlalchemy.dialects.mssql.aioodbc \
    sqlalchemy.dialects.mssql.base sqlalchemy.dialects.mssql.information_schema \
    sqlalchemy.dialects.mssql.json sqlalchemy.dialects.mssql.mssqlpython \
    sqlalchemy.dialects.mssql.pymssql sqlalchemy.dialects.mssql.pyodbc \
    sqlalchemy.dialects.mysql sqlalchemy.dialects.mysql.aiomysql \
    sqlalchemy.dialects.mysql.asyncmy sqlalchemy.dialects.mysql.base \
    sqlalchemy.dialects.mysql.cymysql sqlalchemy.dialects.mysql.dml \
    sqlalchemy.dialects.mysql.enumerated sqlalchemy.dialects.mysql.expression \
    sqlalchemy.dialects.mysql.json sqlalchemy.dialects.mysql.mariadb \
    sqlalchemy.dialects.mysql.mariadbconnector \
    sqlalchemy.dialects.mysql.mysqlconnector sqlalchemy.dialects.mysql.mysqldb \
    sqlalchemy.dialects.mysql.pymysql sqlalchemy.dialects.mysql.pyodbc \
    sqlalchemy.dialects.mysql.reflection sqlalchemy.dialects.mysql.reserved_words \
    sqlalchemy.dialects.mysql.types sqlalchemy.dialects.oracle \
    sqlalchemy.dialects.oracle.base sqlalchemy.dialects.oracle.cx_oracle \
    sqlalchemy.dialects.oracle.dictionary sqlalchemy.dialects.oracle.json \
    sqlalchemy.dialects.oracle.oracledb sqlalchemy.dialects.oracle.types \
    sqlalchemy.dialects.oracle.vector sqlalchemy.dialects.postgresql \
    sqlalchemy.dialects.postgresql.array sqlalchemy.dialects.postgresql.asyncpg \
    sqlalchemy.dialects.postgresql.base sqlalchemy.dialects.postgresql.bitstring \
    sqlalchemy.dialects.postgresql.dml sqlalchemy.dialects.postgresql.ext \
    sqlalchemy.dialects.postgresql.hstore sqlalchemy.dialects.postgresql.json \
    sqlalchemy.dialects.postgresql.named_types \
    sqlalchemy.dialects.postgresql.operators sqlalchemy.dialects.postgresql.pg8000 \
    sqlalchemy.dialects.postgresql.pg_catalog sqlalchemy.dialects.postgresql.psycopg \
    sqlalchemy.dialects.postgresql.psycopg2 \
    sqlalchemy.dialects.postgresql.psycopg2cffi sqlalchemy.dialects.postgresql.ranges \
    sqlalchemy.dialects.postgresql.types sqlalchemy.dialects.sqlite \
    sqlalchemy.dialects.sqlite.aiosqlite sqlalchemy.dialects.sqlite.base \
    sqlalchemy.dialects.sqlite.dml sqlalchemy.dialects.sqlite.json \
    sqlalchemy.dialects.sqlite.pysqlcipher sqlalchemy.dialects.sqlite.pysqlite \
    sqlalchemy.engine sqlalchemy.engine.base sqlalchemy.engine.characteristics \
    sqlalchemy.engine.create sqlalchemy.engine.cursor sqlalchemy.engine.default \
    sqlalchemy.engine.events sqlalchemy.engine.interfaces sqlalchemy.engine.mock \
    sqlalchemy.engine.processors sqlalchemy.engine.reflection sqlalchemy.engine.result \
    sqlalchemy.engine.row sqlalchemy.engine.strategies sqlalchemy.engine.url \
    sqlalchemy.engine.util sqlalchemy.event sqlalchemy.event.api sqlalchemy.event.attr \
    sqlalchemy.event.base sqlalchemy.event.legacy sqlalchemy.event.registry \
    sqlalchemy.events sqlalchemy.exc sqlalchemy.ext sqlalchemy.ext.associationproxy \
    sqlalchemy.ext.asyncio sqlalchemy.ext.automap sqlalchemy.ext.baked \
    sqlalchemy.ext.compiler sqlalchemy.ext.declarative \
    sqlalchemy.ext.declarative.extensions sqlalchemy.ext.horizontal_shard \
    sqlalchemy.ext.hybrid sqlalchemy.ext.indexable sqlalchemy.ext.instrumentation \
    sqlalchemy.ext.mutable sqlalchemy.ext.orderinglist sqlalchemy.ext.serializer \
    sqlalchemy.future sqlalchemy.future.engine sqlalchemy.inspection sqlalchemy.log \
    sqlalchemy.orm sqlalchemy.orm.attributes sqlalchemy.orm.base \
    sqlalchemy.orm.bulk_persistence sqlalchemy.orm.clsregistry \
    sqlalchemy.orm.collections sqlalchemy.orm.context sqlalchemy.orm.decl_api \
    sqlalchemy.orm.decl_base sqlalchemy.orm.dependency sqlalchemy.orm.descriptor_props \
    sqlalchemy.orm.dynamic sqlalchemy.orm.evaluator sqlalchemy.orm.events \
    sqlalchemy.orm.exc sqlalchemy.orm.identity sqlalchemy.orm.instrumentation \
    sqlalchemy.orm.interfaces sqlalchemy.orm.loading sqlalchemy.orm.mapped_collection \
    sqlalchemy.orm.mapper sqlalchemy.orm.path_registry sqlalchemy.orm.persistence \
    sqlalchemy.orm.properties sqlalchemy.orm.query sqlalchemy.orm.relationships \
    sqlalchemy.orm.scoping sqlalchemy.orm.session sqlalchemy.orm.state \
    sqlalchemy.orm.state_changes sqlalchemy.orm.strategies \
    sqlalchemy.orm.strategy_options sqlalchemy.orm.sync sqlalchemy.orm.unitofwork \
    sqlalchemy.orm.util sqlalchemy.orm.writeonly sqlalchemy.pool sqlalchemy.pool.base \
    sqlalchemy.pool.events sqlalchemy.pool.impl sqlalchemy.schema sqlalchemy.sql \
    sqlalchemy.sql.annotation sqlalchemy.sql.base sqlalchemy.sql.cache_key \
    sqlalchemy.sql.coercions sqlalchemy.sql.compiler sqlalchemy.sql.crud \
    sqlalchemy.sql.ddl sqlalchemy.sql.default_comparator sqlalchemy.sql.dml \
    sqlalchemy.sql.elements sqlalchemy.sql.events sqlalchemy.sql.expression \
    sqlalchemy.sql.functions sqlalchemy.sql.lambdas sqlalchemy.sql.naming \
    sqlalchemy.sql.operators sqlalchemy.sql.roles sqlalchemy.sql.schema \
    sqlalchemy.sql.selectable sqlalchemy.sql.sqltypes sqlalchemy.sql.traversals \
    sqlalchemy.sql.type_api sqlalchemy.sql.util sqlalchemy.sql.visitors \
    sqlalchemy.types sqlalchemy.util sqlalchemy.util.compat \
    sqlalchemy.util.concurrency sqlalchemy.util.deprecations \
    sqlalchemy.util.langhelpers sqlalchemy.util.preloaded sqlalchemy.util.queue \
    sqlalchemy.util.topological sqlalchemy.util.typing typing_extensions werkzeug";
