using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>
/// What happens to rows of a thing that is deleted: 'deleting a course deletes its lessons', 'a zone that has permits can't be deleted'.
/// </summary>
internal static class DeletionSaying
{
    /// <summary>The proof that deleting does what the relation says: <c>deletion course-lesson</c>.</summary>
    public const string Element = "deletion";

    /// <summary>Those of it go with it.</summary>
    public static Declared? Cascades(SayingModel model, Said said) => Declare(model, said, DeleteBehavior.Cascade);

    /// <summary>It stays while there are some.</summary>
    public static Declared? Keeps(SayingModel model, Said said) => Declare(model, said, DeleteBehavior.Restrict);

    private static Declared? Declare(SayingModel model, Said said, DeleteBehavior behaviour)
    {
        // What becomes of an account is a matter of its own.
        if (
            model.Entity(said["parent"]) is not { } parent
            || parent == model.Account
            || Relation(model, parent, said["child"]) is not { } relation
            || Deleting(model, parent) is not { } deleting
        )
            return null;
        var isAdded = !model.Blueprint.Operations.Contains(deleting);
        var blueprint = model.Blueprint with
        {
            Relations =
            [
                .. model.Blueprint.Relations.Select(other => other.Id == relation.Id ? other with { OnDelete = behaviour } : other),
            ],
            Operations = isAdded ? [.. model.Blueprint.Operations, deleting] : model.Blueprint.Operations,
        };
        return new Declared(blueprint, $"{Element} {relation.Id}", "operation " + deleting.Id)
        {
            Assumptions = isAdded
                ?
                [
                    new Assumption(
                        "operation " + deleting.Id,
                        $"Who may change {Conventions.Article(Conventions.Phrase(parent.Name))} may delete it; who may is not said."
                    ),
                ]
                : [],
        };
    }

    // 'Lessons' by their entity; 'enrolled students' by the record between. Only some of them are no relation.
    private static Relation? Relation(SayingModel model, Entity parent, string words)
    {
        var noun = words.Split(' ')[^1];
        var named = Conventions.Kebab(string.Join(' ', [.. words.Split(' ')[..^1], Vocabulary.Instance.Singular(noun)]));
        var children = model
            .Blueprint.Relations.Where(relation =>
                relation.From == parent.Id && relation.To != parent.Id && relation.Kind != RelationKind.ManyToMany && relation.To == named
            )
            .ToList();
        if (children.Count == 0)
            children =
            [
                .. model.Between(parent.Name, noun).Where(found => found.First.From == parent.Id).Select(static found => found.First),
            ];
        return children is [var only] ? only : null;
    }

    // A sentence that speaks of deletions presupposes that somebody deletes.
    private static Operation? Deleting(SayingModel model, Entity parent) =>
        model.Operations(parent, OperationKind.Delete) is [var there, ..] ? there
        : model.Operations(parent, OperationKind.Update) is [var update, ..] ? Like(parent, update)
        : model.Operations(parent, OperationKind.Create) is [var create, ..] ? Like(parent, create)
        : null;

    private static Operation Like(Entity parent, Operation other) =>
        new()
        {
            Id = "delete-" + parent.Id,
            Name = "delete" + parent.Name,
            Entity = parent.Id,
            Kind = OperationKind.Delete,
            Access = other.Access,
        };
}
