//! Scripts written from a seed: a few classes, relationships between them, and what a learner
//! does with objects in a session.

use std::fmt::Write as _;

use oorandom::Rand32;

const CLASSES: [&str; 6] = ["Author", "Shop", "Pupil", "Team", "Game", "Tag"];
/// How many things a script does.
const DEEDS: u32 = 14;

/// The ways in which two classes relate.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    OneToMany,
    OneToOne,
    ManyToOne,
    ManyToMany,
}

/// A relationship: attribute `many` of `one`, and attribute `back` of `other`.
struct Relation {
    kind: Kind,
    one: usize,
    other: usize,
    forward: String,
    back: String,
    /// It is written with `backref` on one side.
    backref: bool,
    options: &'static str,
}

struct Writer {
    random: Rand32,
    text: String,
    classes: Vec<&'static str>,
    relations: Vec<Relation>,
    /// Variables that hold objects, by class.
    objects: Vec<(String, usize)>,
    names: u32,
}

/// The script of a seed; always the same.
pub fn from_seed(seed: u64) -> String {
    let mut random = Rand32::new(seed);
    let count = random.rand_range(2..4) as usize;
    let first = random.rand_range(0..CLASSES.len() as u32) as usize;
    let classes = (0..count).map(|at| CLASSES[(first + at) % CLASSES.len()]).collect();
    let mut writer = Writer {
        random,
        text: String::from(
            "from sqlalchemy import Column, ForeignKey, Integer, String, Table, func, select\n\
             from sqlalchemy.orm import backref, joinedload, relationship, selectinload\n\n",
        ),
        classes,
        relations: Vec::new(),
        objects: Vec::new(),
        names: 0,
    };
    writer.relate();
    writer.models();
    writer.deeds();
    writer.text
}

impl Writer {
    fn pick(&mut self, below: usize) -> usize {
        self.random.rand_range(0..below as u32) as usize
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.rand_range(0..100) < percent
    }

    fn relate(&mut self) {
        for at in 0..self.classes.len() - 1 {
            let kind = [
                Kind::OneToMany,
                Kind::OneToMany,
                Kind::OneToOne,
                Kind::ManyToOne,
                Kind::ManyToMany,
            ];
            let kind = kind[self.pick(5)];
            let (one, other) = (at, at + 1);
            let plural = |class: &str| format!("{}s", class.to_lowercase());
            let single = |class: &str| class.to_lowercase();
            let forward = match kind {
                Kind::OneToMany | Kind::ManyToMany => plural(self.classes[other]),
                Kind::OneToOne | Kind::ManyToOne => single(self.classes[other]),
            };
            let back = match kind {
                Kind::ManyToMany => plural(self.classes[one]),
                _ => single(self.classes[one]),
            };
            let options = match (kind, self.pick(6)) {
                (Kind::OneToMany, 0) => ", cascade='all, delete-orphan'",
                (Kind::OneToMany, 1) => ", cascade='all'",
                (_, 2) => ", lazy='selectin'",
                (_, 3) => ", lazy='joined'",
                (Kind::OneToMany, 4) => ", order_by='ORDER'",
                _ => "",
            };
            let backref = self.chance(40);
            self.relations.push(Relation { kind, one, other, forward, back, backref, options });
        }
    }

    /// The table that holds the key of a relation, and which it refers to.
    fn key_of(&self, at: usize) -> Option<(usize, usize)> {
        let relation = &self.relations[at];
        match relation.kind {
            Kind::OneToMany | Kind::OneToOne => Some((relation.other, relation.one)),
            Kind::ManyToOne => Some((relation.one, relation.other)),
            Kind::ManyToMany => None,
        }
    }

    fn models(&mut self) {
        let table = |class: &str| format!("{}s", class.to_lowercase());
        for relation in &self.relations {
            if relation.kind != Kind::ManyToMany {
                continue;
            }
            let (one, other) = (self.classes[relation.one], self.classes[relation.other]);
            let (left, right) = (one.to_lowercase(), other.to_lowercase());
            writeln!(
                self.text,
                "{left}_{right} = Table('{left}_{right}', Base.metadata,\n    \
                 Column('{left}_id', ForeignKey('{}.id'), primary_key=True),\n    \
                 Column('{right}_id', ForeignKey('{}.id'), primary_key=True))\n",
                table(one),
                table(other),
            )
            .unwrap();
        }
        for at in 0..self.classes.len() {
            let class = self.classes[at];
            let unique = if self.chance(25) { ", unique=True" } else { "" };
            write!(
                self.text,
                "class {class}(Base):\n    __tablename__ = '{}'\n    \
                 id = Column(Integer, primary_key=True)\n    \
                 name = Column(String(40){unique})\n    \
                 score = Column(Integer, default={})\n",
                table(class),
                self.random.rand_range(0..5),
            )
            .unwrap();
            for index in 0..self.relations.len() {
                if let Some((holder, target)) = self.key_of(index)
                    && holder == at
                {
                    let target = self.classes[target];
                    writeln!(
                        self.text,
                        "    {}_id = Column(ForeignKey('{}.id'))",
                        target.to_lowercase(),
                        table(target)
                    )
                    .unwrap();
                }
                self.relationship(index, at);
            }
            write!(
                self.text,
                "    def __repr__(self):\n        return f'{class}({{self.name}})'\n\n"
            )
            .unwrap();
        }
    }

    /// The lines of a class that a relation asks for.
    fn relationship(&mut self, index: usize, class: usize) {
        let relation = &self.relations[index];
        let (one, other) = (self.classes[relation.one], self.classes[relation.other]);
        let secondary = match relation.kind {
            Kind::ManyToMany => {
                format!(", secondary={}_{}", one.to_lowercase(), other.to_lowercase())
            }
            _ => String::new(),
        };
        let single = if relation.kind == Kind::OneToOne { ", uselist=False" } else { "" };
        let options = relation.options.replace("ORDER", &format!("{other}.name"));
        let (forward, back) = (&relation.forward, &relation.back);
        if class == relation.one {
            let way = if relation.backref { "backref" } else { "back_populates" };
            writeln!(
                self.text,
                "    {forward} = relationship('{other}'{secondary}{single}, {way}='{back}'{options})"
            )
            .unwrap();
        } else if class == relation.other && !relation.backref {
            writeln!(
                self.text,
                "    {back} = relationship('{one}'{secondary}, back_populates='{forward}')"
            )
            .unwrap();
        }
    }

    fn deeds(&mut self) {
        for _ in 0..2 {
            for class in 0..self.classes.len() {
                self.make(class);
            }
        }
        let all: Vec<String> = self.objects.iter().map(|(name, _)| name.clone()).collect();
        writeln!(self.text, "session.add_all([{}])", all.join(", ")).unwrap();
        for _ in 0..DEEDS {
            self.deed();
        }
        self.text.push_str("session.commit()\n");
        for (name, _) in self.objects.clone() {
            if self.chance(50) {
                writeln!(self.text, "print({name} in session, {name}.name)").unwrap();
            }
        }
    }

    fn make(&mut self, class: usize) {
        self.names += 1;
        let name = format!("{}{}", self.classes[class].to_lowercase(), self.names);
        let score = match self.pick(3) {
            0 => format!(", score={}", self.pick(9)),
            _ => String::new(),
        };
        writeln!(self.text, "{name} = {}(name='n{}'{score})", self.classes[class], self.names)
            .unwrap();
        self.objects.push((name, class));
    }

    fn object_of(&mut self, class: usize) -> String {
        let of: Vec<String> =
            self.objects.iter().filter(|it| it.1 == class).map(|it| it.0.clone()).collect();
        of[self.pick(of.len())].clone()
    }

    /// One thing that a learner may do; what it raises is told, and the session goes on.
    fn deed(&mut self) {
        let relation = self.pick(self.relations.len());
        let Relation { kind, one, other, .. } = self.relations[relation];
        let (forward, back) =
            (self.relations[relation].forward.clone(), self.relations[relation].back.clone());
        let (left, right) = (self.object_of(one), self.object_of(other));
        let class = self.pick(self.classes.len());
        let (of, any) = (self.classes[class], self.object_of(class));
        let is_list = matches!(kind, Kind::OneToMany | Kind::ManyToMany);
        let back_is_list = matches!(kind, Kind::ManyToMany | Kind::ManyToOne);
        let lines = match self.pick(17) {
            0 | 1 if is_list => vec![format!("{left}.{forward}.append({right})")],
            2 if is_list => vec![
                format!("if {right} in {left}.{forward}:"),
                format!("    {left}.{forward}.remove({right})"),
            ],
            0..=2 => vec![format!("{left}.{forward} = {right}")],
            3 if !is_list => vec![format!("{left}.{forward} = None")],
            3 if kind == Kind::OneToMany => vec![format!("{right}.{back} = {left}")],
            3 => vec![format!("{left}.{forward} = [{right}]")],
            4 | 5 => vec![format!("print({left}.{forward}, {right}.{back})")],
            6 => vec![format!("{any}.name = 'x{}'", self.names), format!("print({any})")],
            7 => vec!["session.flush()".to_owned()],
            8 => vec!["session.commit()".to_owned()],
            9 => vec![format!("session.delete({any})"), "session.flush()".to_owned()],
            10 => vec!["session.rollback()".to_owned()],
            11 => {
                let least = self.pick(4);
                vec![format!(
                    "print(session.query({of}).filter({of}.score > {least}).order_by({of}.name).all())"
                )]
            }
            12 => {
                let (one, name) = (self.classes[one], self.classes[other]);
                vec![format!(
                    "print(session.query({one}).join({one}.{forward}).filter({name}.name != 'n1').count())"
                )]
            }
            13 => {
                let loader = ["selectinload", "joinedload"][self.pick(2)];
                let one = self.classes[one];
                vec![
                    "session.expire_all()".to_owned(),
                    format!("for it in session.query({one}).options({loader}({one}.{forward})):"),
                    format!("    print(it, it.{forward})"),
                ]
            }
            14 => vec![format!("print(session.get({of}, {}))", self.pick(3) + 1)],
            15 => vec![
                format!(
                    "counts = select({of}.score, func.count()).group_by({of}.score).order_by({of}.score)"
                ),
                "print(session.execute(counts).all())".to_owned(),
            ],
            _ => {
                self.make(class);
                let (name, _) = self.objects.last().unwrap().clone();
                let to = if class == other && !back_is_list {
                    format!("{name}.{back} = {left}")
                } else {
                    format!("session.add({name})")
                };
                vec![to, "print(len(session.new), len(session.dirty))".to_owned()]
            }
        };
        self.text.push_str("try:\n");
        for line in lines {
            writeln!(self.text, "    {line}").unwrap();
        }
        self.text.push_str(
            "except Exception as error:\n    print(type(error).__name__)\n    session.rollback()\n",
        );
    }
}
