using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Ids of elements that are made from names.</summary>
internal static class Ids
{
    public static string Field(DraftEntity entity, DraftField field) => $"{entity.Id}-{Conventions.Kebab(field.Name)}";

    public static string Enum(DraftEntity entity, DraftField field) => $"{entity.Id}-{Conventions.Kebab(field.Name)}-values";
}
