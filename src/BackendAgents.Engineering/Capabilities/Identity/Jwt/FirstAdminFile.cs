using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>How the first administrator comes to be.</summary>
internal static class FirstAdminFile
{
    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        if (model.Index.Administrator is not { } role)
            yield break;
        var samples = new SampleValues(model);
        var values = model
            .Account.Fields.Where(field =>
                field.Required && field.Id != model.Login.Id && field.Default is null && field.Exposure != FieldExposure.Internal
            )
            .Select(field =>
                $"        {ServiceModel.Property(field)} = "
                + (
                    field.Type is FieldType.String or FieldType.Text
                        ? $"\"Administrator\"[..Math.Min(13, {field.MaxLength ?? 13})],"
                        : samples.Row(field, "1") + ","
                )
            );
        var account = ServiceModel.Class(model.Account);
        string[] members =
        [
            $"        {ServiceModel.Property(model.Login)} = login,",
            .. values,
            $"        Role = {CSharp.Literal(role.Name)},",
        ];
        yield return new Artifact(
            $"{model.SourceFolder}/Features/Auth/FirstAdminAccount.g.cs",
            ServiceModel.Header("the first administrator.")
                + $$"""
                namespace {{model.Namespace}}.Features;

                internal static partial class FirstAdmin
                {
                    private static {{account}} NewAccount(string login) => new()
                    {
                {{string.Join('\n', members)}}
                    };
                }

                """
        );
    }
}
