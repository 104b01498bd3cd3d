using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Briefs that consist of table definitions, in the dialects and with the slips of those who publish them.</summary>
public sealed class SqlTests
{
    private const string Ferries = """
        Tables of a ferry line

        -- PEOPLE
        CREATE TABLE users (
            user_id BIGINT PRIMARY KEY AUTO_INCREMENT,
            e_mail VARCHAR(200) UNIQUE NOT NULL,
            mobile VARCHAR(20),
            role ENUM('Passenger', 'Deckhand') NOT NULL,
            password_hash VARCHAR(255) NOT NULL
        );
        CREATE TABLE ferries (
            ferry_id INT PRIMARY KEY AUTO_INCREMENT,
            name VARCHAR(80) NOT NULL,
            decks TINYINT UNSIGNED NOT NULL DEFAULT 2,
            length_m DECIMAL(6,2) CHECK (length_m > 0)
        ) ENGINE=InnoDB;
        CREATE TABLE crossings (
            crossing_id INT PRIMARY KEY,
            ferry_id INT NOT NULL,
            captain_id BIGINT,
            leaves_at DATETIME NOT NULL,
            lands_at DATETIME NOT NULL, -- never before it has left
            UNIQUE KEY one_a_time (ferry_id, leaves_at),
            CHECK (leaves_at < lands_at)
        );
        ALTER TABLE crossings ADD CONSTRAINT fk_ferry FOREIGN KEY (ferry_id) REFERENCES ferries (ferry_id) ON DELETE CASCADE;
        ALTER TABLE crossings ADD FOREIGN KEY (captain_id) REFERENCES users (user_id);
        CREATE INDEX idx_leaves ON crossings (leaves_at);
        """;

    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    private static Entity Entity(Blueprint blueprint, string id) => blueprint.Entities.Single(entity => entity.Id == id);

    private static string[] Fields(Blueprint blueprint, string id) =>
        [.. Entity(blueprint, id).Fields.Select(static field => $"{field.Name}:{field.Type}{(field.Required ? "!" : "")}")];

    [Test]
    public void Tables_are_read_behind_conditions_batches_and_commands_of_a_console()
    {
        var blueprint = Read(
            """
            Guests rent saunas of a lakeside club, which has towels and lockers.

            ```sql
            connect CLUB/secret@10.0.0.9
            grant create session, create table, create view to CLUB;
            IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[Saunas]'))
            BEGIN
            CREATE TABLE [dbo].[Saunas](
                [id] [int] IDENTITY(1,1) NOT NULL,
                [Title] [nvarchar](60) NOT NULL,
                [Heat] [tinyint] NOT NULL DEFAULT ((80)),
                [Opens] [time](7) NOT NULL,
                [Closes] [time](7) NOT NULL,
                [Kind] [nvarchar](10) NOT NULL
            )
            END
            GO
            CREATE TABLE features (id int PRIMARY KEY, label varchar(30) NOT NULL)
            CREATE TABLE visits (id int PRIMARY KEY, sauna_id int NOT NULL REFERENCES Saunas(id), day date NOT NULL)
            ALTER TABLE [dbo].[Saunas] WITH CHECK ADD CONSTRAINT [CK_Heat] CHECK (([Heat]>=(40) AND [Heat]<=(120)))
            GO
            ALTER TABLE [dbo].[Saunas] WITH CHECK ADD CONSTRAINT [CK_Open] CHECK (([Opens]<[Closes]))
            GO
            ALTER TABLE [dbo].[Saunas] WITH CHECK ADD CONSTRAINT [CK_Kind] CHECK (([Kind]='Dry' OR [Kind]='Steam' OR [Kind]='Smoke'))
            GO
            ```
            """
        );

        Assert.That(
            blueprint.Entities.Select(static entity => entity.Name),
            Is.EquivalentTo(new[] { "User", "Sauna", "FeatureItem", "Visit" }),
            "prose beside tables makes no table"
        );
        Assert.That(
            Fields(blueprint, "sauna"),
            Is.EquivalentTo(new[] { "title:String!", "heat:Int!", "opens:Time!", "closes:Time!", "kind:Enum!" })
        );
        var sauna = Entity(blueprint, "sauna");
        var heat = sauna.Fields.Single(static field => field.Name == "heat");
        Assert.That((heat.Min, heat.Max, heat.Default), Is.EqualTo((40m, 120m, "80")));
        Assert.That(sauna.Checks.Select(static check => check.Operator), Is.EqualTo(new[] { Comparison.Less }));
        Assert.That(blueprint.Enums.Single().Values, Is.EqualTo(new[] { "dry", "steam", "smoke" }));
        string[] open =
        [
            .. blueprint
                .Requirements.Where(static one => one.State == RequirementState.Open)
                .Select(static one => one.Text[..Math.Min(12, one.Text.Length)]),
        ];
        Assert.That(open, Is.EqualTo(new[] { "Guests rent ", "grant create" }));
    }

    [Test]
    public void A_script_without_a_fence_loses_nothing_and_adds_nothing()
    {
        var blueprint = Read(
            """
            USE [Brewery]
            GO
            SET ANSI_NULLS ON
            GO
            CREATE TABLE [dbo].[vats]([id] [int] PRIMARY KEY, [code] [nvarchar](50) NOT NULL, [from] [date] NOT NULL, [to] [date],
                [total] AS ([id]*(2)) PERSISTED, [ver] [rowversion] NOT NULL)
            GO
            ALTER TABLE [vats] WITH CHECK ADD CONSTRAINT [CK_r] CHECK (([to] IS NULL OR [to]>[from]))
            GO
            ALTER TABLE [vats] ADD CONSTRAINT [CK_l] CHECK (([code]<>''))
            GO
            CREATE UNIQUE NONCLUSTERED INDEX [UX_code] ON [vats] ([code] ASC) WHERE ([to] IS NULL)
            GO
            CREATE TABLE [dbo].[taps]([id] [int] PRIMARY KEY, [vat] [int] NOT NULL FOREIGN KEY REFERENCES [dbo].[vats]([id]))
            GO
            """
        );

        Assert.That(Fields(blueprint, "vat"), Is.EquivalentTo(new[] { "code:String!", "from:Date!", "to:Date" }));
        Assert.That(Entity(blueprint, "vat").Checks.Single().Operator, Is.EqualTo(Comparison.Less));
        Assert.That(Fields(blueprint, "tap"), Is.Empty);
        Assert.That(blueprint.Relations.Single(static one => one.To == "tap").OnDelete, Is.EqualTo(DeleteBehavior.Restrict));
        Assert.That(blueprint.Deployment.Requested, Is.Empty);
        string[] open =
        [
            .. blueprint.Requirements.Where(static one => one.State == RequirementState.Open).Select(static one => one.Text.Split('(')[0]),
        ];
        Assert.That(open, Has.Length.EqualTo(4));
        Assert.That(open, Has.Some.Contains("UX_code").And.Some.Contains("CK_l").And.Some.Contains("total").And.Some.Contains("ver"));
    }

    [Test]
    public void What_a_dump_does_around_its_tables_asks_for_nothing()
    {
        var blueprint = Read(
            """
            -- Table structure for table `members`
            CREATE TABLE `members` (`id` bigint NOT NULL AUTO_INCREMENT, `nick` varchar(40) NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
            -- Dumping data for table `members`
            LOCK TABLES `members` WRITE;
            /*!40000 ALTER TABLE `members` DISABLE KEYS */;
            /*!40000 ALTER TABLE `members` ENABLE KEYS */;
            UNLOCK TABLES;
            CREATE TABLE `beds` (`id` bigint NOT NULL, `row` int NOT NULL, PRIMARY KEY (`id`));
            """
        );

        Assert.That(blueprint.Roles.Select(static role => role.Name), Is.EquivalentTo(new[] { "user", "admin" }));
        Assert.That(
            blueprint.Requirements.Where(static one => one.State == RequirementState.Open).Select(static one => one.Text),
            Is.Empty
        );
    }

    [Test]
    public void A_script_with_any_slips_is_read_or_refused_and_never_thrown_at([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        string[] strange =
        [
            "''",
            "(",
            ")",
            "'",
            "\"",
            "[",
            "]",
            ";",
            "\nGO\n",
            "CHECK (",
            "IN ()",
            "<>",
            "-- ",
            "/*",
            "CREATE TABLE",
            "REFERENCES",
            "",
        ];
        for (var round = 0; round < 30; round++)
        {
            var words = System
                .Text.RegularExpressions.Regex.Matches(Ferries, @"\w+|\s+|[^\w\s]")
                .Select(static match => match.Value)
                .ToArray();
            for (var slips = random.Next(1, 30); slips > 0; slips--)
            {
                var at = random.Next(words.Length);
                words[at] = random.Next(2) == 0 ? strange[random.Next(strange.Length)] : words[random.Next(words.Length)];
            }

            var brief = string.Concat(words);
            var reading = BriefReader.Read(brief);
            if (reading.Blueprint is { } blueprint)
                Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty, brief);
        }
    }

    [Test]
    public void That_the_database_counts_is_no_rule()
    {
        const string kiosks = "CREATE TABLE kiosks ( id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, spot varchar(40) NOT NULL );";

        Assert.That(Read(kiosks).Requirements.Select(static one => one.State), Is.All.EqualTo(RequirementState.Placed));
    }

    [Test]
    public void Tables_columns_and_keys_are_things_fields_and_relations_and_nothing_is_added()
    {
        var blueprint = Read(Ferries);

        Assert.That(blueprint.Entities.Select(static entity => entity.Id), Is.EquivalentTo(new[] { "user", "ferry", "crossing" }));
        Assert.That(Fields(blueprint, "user"), Is.EquivalentTo(new[] { "email:Email!", "mobile:String" }));
        Assert.That(Fields(blueprint, "ferry"), Is.EquivalentTo(new[] { "name:String!", "decks:Int!", "lengthM:Decimal" }));
        Assert.That(Fields(blueprint, "crossing"), Is.EquivalentTo(new[] { "leavesAt:Timestamp!", "landsAt:Timestamp!" }));
        Assert.That(
            blueprint.Relations.Select(static relation => $"{relation.To}.{relation.Name} {relation.From} {relation.OnDelete}"),
            Is.EquivalentTo(new[] { "crossing.ferry ferry Cascade", "crossing.captain user Restrict" })
        );
        Assert.That(blueprint.Roles.Select(static role => role.Id), Is.SupersetOf(new[] { "passenger", "deckhand" }));
    }

    [Test]
    public void Bounds_defaults_order_and_what_no_two_rows_share_are_kept()
    {
        var blueprint = Read(Ferries);
        var (decks, length) = (Field("ferry", "decks"), Field("ferry", "lengthM"));

        Assert.That((decks.Min, decks.Default), Is.EqualTo((0m, "2")));
        Assert.That((length.Min, length.Precision, length.Scale), Is.EqualTo((0.01m, 6, 2)));
        var crossing = Entity(blueprint, "crossing");
        var once = crossing.Indexes.Single(static index => index.Unique);
        Assert.That(once.Columns, Is.EqualTo(new[] { "crossing-ferry", "crossing-leaves-at" }));
        Assert.That(crossing.Checks.Single().Operator, Is.EqualTo(Comparison.Less));

        Field Field(string entity, string name) => Entity(blueprint, entity).Fields.Single(field => field.Name == name);
    }

    // A comment that says something is the only line that isn't kept.
    [Test]
    public void Nothing_of_a_script_is_swallowed() =>
        Assert.That(
            Read(Ferries).Requirements.Where(static requirement => requirement.State != RequirementState.Placed).Select(static r => r.Text),
            Is.EqualTo(new[] { "never before it has left" })
        );

    [TestCase(
        "create table \"crews\" (\"id\" uuid primary key default gen_random_uuid(), \"label\" character varying(40) not"
            + " null, \"paid\" boolean default false not null);"
    )]
    [TestCase(
        "CREATE TABLE [dbo].[Crews]( [ID] [int] IDENTITY(1,1) NOT NULL, [Label] [nvarchar](40) NOT NULL, [Paid] [bit] NOT"
            + " NULL DEFAULT ((0)), CONSTRAINT [PK_Crews] PRIMARY KEY CLUSTERED ([ID] ASC) );\nGO;"
    )]
    [TestCase(
        "CREATE TABLE `crews` (\n `crew_id` int(11) NOT NULL,\n `label` varchar(40) NOT NULL,\n `paid` tinyint(1) NOT"
            + " NULL DEFAULT '0'\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\nALTER TABLE `crews` ADD PRIMARY KEY (`crew_id`);"
    )]
    [TestCase("create table crews (id_c number(10) primary key, label varchar2(40) not null, paid boolean not null);")]
    [TestCase(
        "CREATE TABLE crews {\n  id INTEGER PRIMARY KEY AUTOINCREMENT,\n  label VARCHAR(40) NOT NULL,\n  paid INTEGER NOT"
            + " NULL DEFAULT 0 CHECK (paid IN (0,1)),\n};"
    )]
    [TestCase("CREATE TABLE IF NOT EXISTS crews (\n  id SERIAL PRIMARY KEY,\n  label VARCHAR(40) NOT NULL,\n  paid BOOL NOT NULL\n\n")]
    public void Every_dialect_says_the_same(string script) =>
        Assert.That(Fields(Read("Tables\n\n" + script), "crew"), Is.EquivalentTo(new[] { "label:String!", "paid:Bool!" }));

    [Test]
    public void A_column_that_is_called_like_the_key_of_a_table_leads_there()
    {
        var blueprint = Read(
            "create table films (id int primary key, title text);\ncreate table film_notes (film_id int not null, body text);"
        );

        Assert.That(
            blueprint.Relations.Select(static relation => $"{relation.To}.{relation.Name} {relation.Required}"),
            Is.EqualTo(new[] { "film-note.film True" })
        );
    }

    [TestCase("created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP", RequirementState.Placed)]
    [TestCase("paid_on DATE DEFAULT CURRENT_DATE", RequirementState.Open)]
    [TestCase("paid_on timestamptz not null default now()", RequirementState.Open)]
    [TestCase("\"id\" uuid primary key default gen_random_uuid()", RequirementState.Placed)]
    public void What_the_database_would_work_out_is_open_unless_the_service_does(string column, RequirementState state) =>
        Assert.That(Read($"CREATE TABLE bills (\n {column},\n label TEXT\n);").Requirements[1].State, Is.EqualTo(state));

    [Test]
    public void A_statement_with_a_slip_is_open_and_draws_nothing()
    {
        var blueprint = Read(
            "CREATE TABLEc (\n [id] int,\n [town] nvarchar(20)\n)\nGO\n\nCREATE TABLE pools (id int primary key, town text);"
        );

        Assert.That(blueprint.Entities.Select(static entity => entity.Name), Is.EquivalentTo(new[] { "Pool", "User" }));
        Assert.That(blueprint.Requirements.Where(static r => r.State == RequirementState.Open), Has.Exactly(1).Items);
    }

    [Test]
    public void What_has_a_name_that_nothing_can_have_is_open_line_by_line() =>
        Assert.That(
            Read(
                "CREATE TABLE pools (id int primary key, town text);\n"
                    + "CREATE TABLE t\u00e4ge (id int primary key, gr\u00f6\u00dfe int check (gr\u00f6\u00dfe > 0));"
            )
                .Requirements.Count(static requirement => requirement.State == RequirementState.Open),
            Is.EqualTo(3)
        );

    [TestCase("GuestID INT PRIMARY KEY AUTO_INCREMENT")]
    [TestCase("Fee DECIMAL(10, 2) NOT NULL")]
    [TestCase("[seats] int NOT NULL DEFAULT 4")]
    public void What_is_placed_stays_so_when_it_is_judged(string column) =>
        Assert.That(
            RequirementJudge.Reopen(Read($"CREATE TABLE Guests (\n {column},\n label TEXT\n);")).Requirements[1].State,
            Is.EqualTo(RequirementState.Placed)
        );

    [TestCase("Create table reservations for guests, who are asked for a name.")]
    [TestCase("Use PostgreSQL and create tables (members and books) for it.")]
    public void Prose_is_no_script(string prose) =>
        Assert.That(
            Read(prose + " A guest has a name.").Requirements,
            Has.None.Matches<Requirement>(static r => r.Reason.Contains("SQL", StringComparison.Ordinal))
        );

    [Test]
    public void A_script_that_is_cut_or_damaged_anywhere_is_read_or_refused([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var script = Ferries.ToList();
        for (var i = 0; i < 8; i++)
            script.RemoveRange(random.Next(script.Count - 20), random.Next(1, 20));
        script.Insert(random.Next(script.Count), "'\"([{;,-"[random.Next(8)]);

        var reading = BriefReader.Read(new string([.. script]));

        Assert.That(
            reading.Blueprint is null ? reading.Problems : BlueprintValidator.Validate(reading.Blueprint),
            reading.Blueprint is null ? Is.Not.Empty : Is.Empty
        );
    }
}
