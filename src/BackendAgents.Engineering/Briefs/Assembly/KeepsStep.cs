using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Holds what lines such as 'CRUD for tools' say to the operations: each deed has one, or the line is open.</summary>
internal static class KeepsStep
{
    private const string Nothing = "No rows of it are kept.";
    private const string Undone = "No operation does it.";

    public static void Apply(Draft draft, Blueprint blueprint)
    {
        foreach (var fact in draft.Facts.OfType<KeepsFact>())
        {
            var id = Conventions.Kebab(fact.Thing);
            if (blueprint.Entities.All(entity => entity.Id != id))
            {
                draft.Unplaced.Add(new Unplaced(fact.Sentence, fact.Thing, Nothing));
                continue;
            }

            draft.Note(fact.Sentence, "entity " + id);
            foreach (var deed in fact.Deeds)
            {
                var operations = blueprint.Operations.Where(operation => operation.Entity == id && Does(operation, deed)).ToList();
                foreach (var operation in operations)
                    draft.Note(fact.Sentence, "operation " + operation.Id);
                // Who has an account is added by registering.
                if (operations.Count == 0 && !(deed == Deed.Create && id == blueprint.Authentication.Account))
                    draft.Unplaced.Add(
                        new Unplaced(
                            fact.Sentence,
                            $"{Conventions.Phrase(deed.ToString()).ToLowerInvariant()} {Vocabulary.Plural(fact.Thing)}",
                            Undone
                        )
                    );
            }
        }
    }

    private static bool Does(Operation operation, Deed deed) =>
        deed switch
        {
            Deed.Create => operation.Kind == OperationKind.Create,
            Deed.Read => operation.Kind is OperationKind.Get or OperationKind.List,
            Deed.Update => operation.Kind == OperationKind.Update,
            _ => operation.Kind == OperationKind.Delete,
        };
}
