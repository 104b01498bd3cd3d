using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>What models write otherwise than documented: accepted with a note where it can only mean one thing.</summary>
public sealed class LooseReadingTests
{
    private const string Head = "service: { name: shop, title: Shop }\n";

    private static readonly string s_shop = """
        service: { name: shop, title: Shop }
        authentication: { kind: jwt, account: User, login: email, defaultRole: member }
        roles: [{ name: member, selfRegister: true }, { name: admin }]
        entities:
          - name: User
            fields: [{ name: email, type: email, required: true, unique: true }]
          - name: Order
            owner: [user]
            fields: [{ name: note, type: text }]
        relations: [{ kind: one-to-many, from: User, to: Order, name: user, inverse: orders, required: true }]
        operations:
          - { name: getOrder, entity: Order, kind: get, access: [{ role: member, scope: own }, { role: admin }] }

        """;

    [TestCase("relation Order.user", "relation order-user")]
    [TestCase("idempotency getOrder", "idempotency get-order")]
    [TestCase("filter getOrder", "filter get-order")]
    [TestCase("computed Order.note", "computed order-note")]
    public void What_a_requirement_cites_by_name_is_found(string cited, string found)
    {
        var read = CapabilityCatalog.BuiltIn.Read(
            s_shop + $"requirements: [{{ text: Orders have notes., kind: data, state: placed, proof: [{cited}] }}]\n"
        );

        Assert.That(read.Problems, Is.Empty);
        Assert.That(read.Blueprint!.Requirements.Single().Proof, Is.EqualTo(new[] { found }));
    }

    private static IEnumerable<TestCaseData> Readings()
    {
        TestCaseData Case(string name, string written, string documented) => new TestCaseData(written, documented).SetArgDisplayNames(name);
        const string Title = Head + "entities: [{ name: Post, fields: [{ name: title, type: string, maxLength: 30 }] }]\n";
        yield return Case("snake case keys", Title.Replace("maxLength", "max_length"), Title);
        yield return Case("Pascal case keys", Title.Replace("maxLength", "MaxLength").Replace("name: title", "Name: title"), Title);
        yield return Case("another word for a key", Title.Replace("fields", "attributes"), Title);
        yield return Case(
            "entities by name",
            Head + "entities: { Post: { fields: [{ name: title, type: string, maxLength: 30 }] } }\n",
            Title
        );
        yield return Case(
            "fields by name",
            Head + "entities: [{ name: Post, fields: { title: { type: string, maxLength: 30 } } }]\n",
            Title
        );
        yield return Case("fields with a type", Head + "entities: [{ name: Post, fields: { title: varchar(30) } }]\n", Title);
        yield return Case(
            "a field called like a key",
            Title.Replace("name: title", "name: description"),
            Title.Replace("[{ name: title, type: string, maxLength: 30 }]", "{ description: string(30) }")
        );
        yield return Case(
            "a field called name among fields by name",
            Head + "entities: { Post: { fields: { name: varchar(30), size: { type: integer, min: 1 } } } }\n",
            Head + "entities: [{ name: Post, fields: [{ name: name, type: string, maxLength: 30 }, { name: size, type: int, min: 1 }] }]\n"
        );
        yield return Case("list of pairs", Head + "entities: [{ name: Post, fields: [ title: string(30) ] }]\n", Title);
        yield return Case("varchar", Title.Replace("type: string, maxLength: 30", "type: varchar(30)"), Title);
        yield return Case(
            "names in another notation",
            Title.Replace("Post", "blog_post").Replace("title,", "Short Title,"),
            Title.Replace("Post", "BlogPost").Replace("title,", "shortTitle,")
        );
        yield return Case("a service by name", Title.Replace("{ name: shop, title: Shop }", "Shop"), Title);
        yield return Case(
            "a name with spaces",
            Title.Replace("name: shop", "name: Corner Shop"),
            Title.Replace("name: shop", "name: corner-shop")
        );
        yield return Case("in a fence", "```yaml\n" + Title + "```", Title);
        yield return Case("in a wrapper", "blueprint:\n  " + Title.TrimEnd().Replace("\n", "\n  ") + "\n", Title);
        yield return Case(
            "as JSON",
            """{"service":{"name":"shop","title":"Shop"},"entities":[{"name":"Post","fields":[{"name":"title","type":"string","maxLength":30}]}]}""",
            Title
        );
        yield return Case(
            "system columns",
            Title.Replace("fields: [", "fields: [{ name: id, type: uuid }, { name: created_at, type: datetime }, "),
            Title
        );
        yield return Case(
            "a closed list in a field",
            Head + "entities: [{ name: Post, fields: [{ name: state, enum: [draft, live] }] }]\n",
            Head
                + "enums: [{ name: PostState, values: [draft, live] }]\nentities: [{ name: Post, fields: [{ name: state, type: "
                + "enum, enum: PostState }] }]\n"
        );
        yield return Case(
            "an enum as type",
            Head + "enums: { State: [draft, LIVE_NOW] }\nentities: { Post: { fields: { state: State } } }\n",
            Head
                + "enums: [{ name: State, values: [draft, liveNow] }]\nentities: [{ name: Post, fields: [{ name: state, type: "
                + "enum, enum: State }] }]\n"
        );
        yield return Case(
            "a check in a line",
            Head + "entities: [{ name: Trip, fields: { starts: datetime, ends: datetime }, checks: [ starts < ends ] }]\n",
            Head
                + "entities: [{ name: Trip, fields: [{ name: starts, type: timestamp }, { name: ends, type: timestamp }], "
                + "checks: [{ left: starts, operator: less, right: ends }] }]\n"
        );
        yield return Case(
            "an index in a line",
            Title.Replace("}] }]", "}], indexes: [title] }]"),
            Title.Replace("}] }]", "}], indexes: [{ columns: [title] }] }]")
        );
        yield return Case(
            "roles by name",
            s_shop.Replace("[{ name: member, selfRegister: true }, { name: admin }]", "{ member: { self_register: true }, admin: }"),
            s_shop
        );
        yield return Case(
            "access as names",
            s_shop.Replace("[{ role: member, scope: own }, { role: admin }]", "[member:own, admin]"),
            s_shop
        );
        yield return Case(
            "access as pairs",
            s_shop.Replace("[{ role: member, scope: own }, { role: admin }]", "[{ member: own }, admin]"),
            s_shop
        );
        yield return Case(
            "access as a mapping",
            s_shop.Replace("[{ role: member, scope: own }, { role: admin }]", "{ member: mine, admin: all }"),
            s_shop
        );
        yield return Case(
            "roles for access",
            s_shop.Replace("access:", "roles:").Replace("{ role: member, scope: own }", "member: own").Replace("{ role: admin }", "admin"),
            s_shop
        );
        yield return Case(
            "everybody",
            s_shop.Replace("[{ role: member, scope: own }, { role: admin }]", "public"),
            s_shop.Replace("[{ role: member, scope: own }, { role: admin }]", "[{ role: anonymous }]")
        );
        yield return Case(
            "operations inside the entity",
            s_shop[..s_shop.IndexOf("operations:", StringComparison.Ordinal)]
                .Replace(
                    "fields: [{ name: note, type: text }]",
                    "fields: { note: text }\n    operations: [{ kind: read, access: [member:own, admin] }]"
                ),
            s_shop
        );
        yield return Case(
            "references in another notation",
            s_shop.Replace("entity: Order", "entity: orders").Replace("account: User", "account: user"),
            s_shop
        );
        yield return Case(
            "a kind in another notation",
            s_shop.Replace("one-to-many", "ONE_TO_MANY").Replace("kind: get", "kind: Read"),
            s_shop
        );
        yield return Case(
            "many to one",
            s_shop.Replace("kind: one-to-many, from: User, to: Order", "kind: many-to-one, from: Order, to: User"),
            s_shop
        );
        yield return Case(
            "a sentence",
            s_shop.Replace(
                "[{ kind: one-to-many, from: User, to: Order, name: user, inverse: orders, required: true }]",
                "[ each order belongs to one user ]"
            ),
            s_shop
        );
        yield return Case(
            "a sentence in an entity",
            s_shop
                .Replace("relations: [{ kind: one-to-many, from: User, to: Order, name: user, inverse: orders, required: true }]\n", "")
                .Replace("    fields: [{ name: note", "    relations: [ each order belongs to one user ]\n    fields: [{ name: note"),
            s_shop
        );
        yield return Case("names at the wrong end", s_shop.Replace("name: user, inverse: orders", "name: orders, inverse: user"), s_shop);
        yield return Case("names left out", s_shop.Replace("name: user, inverse: orders, ", ""), s_shop);
        yield return Case(
            "the reference as a field",
            s_shop.Replace("[{ name: note", "[{ name: user_id, type: uuid, required: true }, { name: note"),
            s_shop
        );
        yield return Case(
            "the password as a field",
            s_shop.Replace("unique: true }]", "unique: true }, { name: passwordHash, type: string }]"),
            s_shop
        );
        yield return Case(
            "nullable",
            Title.Replace("maxLength: 30", "maxLength: 30, nullable: false"),
            Title.Replace("maxLength: 30", "maxLength: 30, required: true")
        );
        yield return Case(
            "yes and no",
            Title.Replace("maxLength: 30", "maxLength: 30, unique: yes"),
            Title.Replace("maxLength: 30", "maxLength: 30, unique: true")
        );
        yield return Case("capabilities as a list", Title + "capabilities: [ docker ]\n", Title + "capabilities: { docker: {} }\n");
        yield return Case(
            "a requirement as a sentence",
            Title + "requirements: [ There are posts. ]\n",
            Title + "requirements: [{ text: There are posts. }]\n"
        );
    }

    [TestCaseSource(nameof(Readings))]
    public void What_can_only_mean_one_thing_is_read_as_that(string written, string documented)
    {
        var read = CapabilityCatalog.BuiltIn.Read(written);
        var meant = CapabilityCatalog.BuiltIn.Read(documented);

        Assert.That(read.Problems, Is.Empty);
        Assert.That(BlueprintYaml.Write(read.Blueprint!), Is.EqualTo(BlueprintYaml.Write(meant.Blueprint!)));
    }

    [Test]
    public void Each_other_reading_is_noted_at_its_place()
    {
        var notes = BlueprintYaml
            .Parse(Head + "entities: [{ name: blog_post, fields: [{ name: title, type: varchar(30), Required: yes }] }]\n")
            .Notes.Select(static note => $"{note.Place.Path}: {note.Message}");

        Assert.That(
            notes,
            Is.EquivalentTo([
                "entities[0].name: 'blog_post' is written as BlogPost.",
                "entities[0].fields[0].Required: 'Required' is read as required.",
                "entities[0].fields[0].type: 'varchar(30)' is read as string.",
                "entities[0].fields[0].required: 'yes' is read as true.",
            ])
        );
    }

    [TestCase("fields: [{ name: title, type: varchar(1, 2) }]", "type")]
    [TestCase("fields: [{ name: title, type: number }]", "type")]
    [TestCase("fields: [title, body]", "title")]
    [TestCase("fields: [{ name: tags, type: 'string[]' }]", "type")]
    public void What_could_mean_two_things_is_refused(string fields, string named)
    {
        var read = BlueprintYaml.Parse(Head + $"entities: [{{ name: Post, {fields} }}]\n");

        Assert.That(read.Blueprint, Is.Null);
        Assert.That(read.Problems[0].ToString(), Does.Contain(named));
    }

    [TestCase("each comment belongs to one post", "one-to-many Post Comment post comments True")]
    [TestCase("Every comment belongs to a post.", "one-to-many Post Comment post comments True")]
    [TestCase("each comment belongs to at most one post", "one-to-many Post Comment post comments False")]
    [TestCase("a comment may belong to one post", "one-to-many Post Comment post comments False")]
    [TestCase("each post has many comments", "one-to-many Post Comment post comments False")]
    [TestCase("each post has one comment", "one-to-one Post Comment post comment False")]
    [TestCase("each comment belongs to one post as topic", "one-to-many Post Comment topic comments True")]
    [TestCase("each post has many comments and each comment many posts", "many-to-many Post Comment posts comments False")]
    [TestCase("each post has many comments and each comment has many posts", "many-to-many Post Comment posts comments False")]
    public void A_sentence_is_a_relation(string sentence, string expected)
    {
        var read = BlueprintYaml.Parse($"{Head}entities: [{{ name: Post }}, {{ name: Comment }}]\nrelations: [ {sentence} ]\n");
        var relation = read.Blueprint?.Relations[0];

        Assert.That(read.Problems, Is.Empty);
        Assert.That(
            $"{YamlNames.Of(relation!.Kind)} {Name(relation.From)} {Name(relation.To)} {relation.Name} {relation.Inverse} "
                + $"{relation.Required}",
            Is.EqualTo(expected)
        );

        string Name(string id) => read.Blueprint!.Entities.Single(entity => entity.Id == id).Name;
    }

    [TestCase("one-to-many, from: Session, to: Garage, name: sessions, inverse: garage")]
    [TestCase("one-to-many, from: Garage, to: Session, name: sessions, inverse: places")]
    public void A_reference_that_is_called_after_the_many_is_refused_with_what_it_says(string relation)
    {
        var read = BlueprintYaml.Parse($"{Head}entities: [{{ name: Garage }}, {{ name: Session }}]\nrelations: [{{ kind: {relation} }}]\n");

        Assert.That(read.Problems.Select(static problem => problem.Code), Is.EqualTo(new[] { "BP034" }));
        Assert.That(read.Problems[0].Message, Does.Contain("each ").And.Contain("'sessionsId'"));
        Assert.That(read.Problems[0].Edits, Does.Contain("each session belongs to at most one garage"));
    }
}
