using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintValidatorTests
{
    private static Blueprint Entity(Func<Entity, Entity> change, string id = "post") =>
        SampleBlueprints.Social() is var social
            ? social with
            {
                Entities = [.. social.Entities.Select(entity => entity.Id == id ? change(entity) : entity)],
            }
            : null!;

    private static Blueprint Field(Func<Field, Field> change) =>
        Entity(entity => entity with { Fields = [change(entity.Fields[0]), .. entity.Fields.Skip(1)] });

    private static Blueprint Operation(string id, Func<Operation, Operation> change) =>
        SampleBlueprints.Social() is var social
            ? social with
            {
                Operations = [.. social.Operations.Select(operation => operation.Id == id ? change(operation) : operation)],
            }
            : null!;

    private static Blueprint Relation(string id, Func<Relation, Relation> change) =>
        SampleBlueprints.Social() is var social
            ? social with
            {
                Relations = [.. social.Relations.Select(relation => relation.Id == id ? change(relation) : relation)],
            }
            : null!;

    private static IEnumerable<TestCaseData> Broken()
    {
        static TestCaseData Case(string code, string what, Blueprint blueprint) =>
            new TestCaseData(code, blueprint).SetArgDisplayNames(code, what);
        var social = SampleBlueprints.Social();
        yield return Case("BP010", "service", social with { Service = social.Service with { Name = "My Service" } });
        yield return Case("BP010", "entity", Entity(static entity => entity with { Name = "post" }));
        yield return Case("BP010", "field", Field(static field => field with { Name = "Title; drop table" }));
        yield return Case("BP011", "system column", Field(static field => field with { Name = "createdAt" }));
        yield return Case("BP011", "like its entity", Field(static field => field with { Name = "post" }));
        yield return Case("BP012", "id twice", Field(static field => field with { Id = "post-body" }));
        yield return Case("BP013", "name twice", Field(static field => field with { Name = "body" }));
        yield return Case("BP013", "like a foreign key", Field(static field => field with { Name = "authorId" }));
        yield return Case(
            "BP014",
            "enum",
            Field(static field => field with { Type = FieldType.Enum, Enum = "gone", MaxLength = null, MinLength = null })
        );
        yield return Case(
            "BP014",
            "role",
            Operation("get-post", static operation => operation with { Access = [new AccessRule { Role = "gone" }] })
        );
        yield return Case("BP015", "length of a number", Field(static field => field with { Type = FieldType.Int }));
        yield return Case("BP016", "max below min", Field(static field => field with { MinLength = 300 }));
        yield return Case("BP017", "control character", Entity(static entity => entity with { Description = "a\0b" }));
        yield return Case("BP020", "string without length", Field(static field => field with { MaxLength = null }));
        yield return Case("BP021", "default", Field(static field => field with { Default = "" }));
        yield return Case("BP022", "catastrophic pattern", Field(static field => field with { Pattern = "(?=a)b" }));
        yield return Case("BP023", "nobody fills it", Field(static field => field with { Exposure = FieldExposure.ReadOnly }));
        yield return Case(
            "BP030",
            "set null",
            Relation("post-author", static relation => relation with { OnDelete = DeleteBehavior.SetNull })
        );
        yield return Case(
            "BP031",
            "cycle",
            social with
            {
                Relations =
                [
                    .. social.Relations,
                    new Relation
                    {
                        Id = "x",
                        Kind = RelationKind.OneToMany,
                        From = "comment",
                        To = "post",
                        Name = "best",
                        Inverse = "bests",
                        Required = true,
                    },
                ],
            }
        );
        yield return Case("BP032", "owner", Entity(static entity => entity with { Owner = ["comment-post"] }));
        yield return Case(
            "BP033",
            "check",
            Entity(static entity =>
                entity with
                {
                    Checks =
                    [
                        new CheckConstraint
                        {
                            Id = "c",
                            Left = "post-title",
                            Operator = Comparison.Less,
                            Right = "post-state",
                        },
                    ],
                }
            )
        );
        yield return Case("BP040", "no account", social with { Authentication = social.Authentication with { Account = "gone" } });
        yield return Case("BP041", "login", social with { Authentication = social.Authentication with { Login = "user-bio" } });
        yield return Case(
            "BP042",
            "everybody admin",
            social with
            {
                Roles = [social.Roles[0], social.Roles[1] with { SelfRegister = true }],
            }
        );
        yield return Case(
            "BP043",
            "own without owner",
            Operation("create-tag", static operation =>
                operation with
                {
                    Access = [new AccessRule { Role = "member", Scope = AccessScope.Own }],
                }
            )
        );
        yield return Case(
            "BP044",
            "create account",
            Operation("list-users", static operation => operation with { Kind = OperationKind.Create, Search = [] })
        );
        yield return Case("BP045", "route", Operation("get-post", static operation => operation with { Kind = OperationKind.List }));
        yield return Case("BP046", "no transition", Operation("publish-post", static operation => operation with { Transition = null }));
        yield return Case("BP047", "link", Operation("tag-post", static operation => operation with { Relation = "user-following" }));
        yield return Case("BP048", "event", social with { Events = [social.Events[0] with { Operation = "get-post" }] });
    }

    [TestCaseSource(nameof(Broken))]
    public void Reports(string code, Blueprint blueprint)
    {
        var problems = BlueprintValidator.Validate(blueprint);

        Assert.That(problems.Select(static problem => problem.Code), Has.Some.EqualTo(code));
        Assert.That(problems, Is.All.Matches<Diagnostic>(static problem => problem.Remedy.Length > 0 && problem.Place.Path is not null));
    }

    [Test]
    public void Ordinary_words_of_other_frameworks_are_fine_as_entities()
    {
        foreach (var name in (string[])["Task", "File", "Version", "Action", "Thread", "Path", "Equipment"])
            Assert.That(BlueprintValidator.Validate(Entity(entity => entity with { Name = name }, "tag")), Is.Empty, name);
    }

    [TestCase(1_000, true)]
    [TestCase(1_001, false)]
    public void A_thousand_entities_are_taken(int count, bool taken)
    {
        var yaml =
            "service: { name: big, title: Big, description: Big. }\nentities:\n"
            + string.Concat(
                Enumerable
                    .Range(0, count)
                    .Select(static number =>
                        $"  - {{ name: Thing{number:0000}, fields: [ {{ name: title, type: string, maxLength: 100 }} ] }}\n"
                    )
            );

        var read = BlueprintYaml.Parse(yaml);

        Assert.That(read.Succeeded, Is.EqualTo(taken), string.Join('\n', read.Problems.Take(3)));
    }
}
