using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How the first administrator comes to be.</summary>
internal static class FirstAdminFile
{
    /// <summary>The privileged role that nobody can register for: admin by name, else the first such role.</summary>
    public static Role? Role(BlueprintIndex index) =>
        index.RoleByName("admin")
        ?? index.Blueprint.Roles.FirstOrDefault(role => !role.SelfRegister && role.Id != index.Blueprint.Authentication.DefaultRole);

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        if (!model.HasAuthentication || Role(model.Index) is not { } role)
            yield break;
        var samples = new SampleValues(model);
        var values = model
            .Account.Fields.Where(field =>
                field.Required && field.Id != model.Login.Id && field.Default is null && field.Exposure != FieldExposure.Internal
            )
            .Select(field =>
                $"            {ServiceModel.Property(field)} = {(field.Type == FieldType.String ? "\"Administrator\"[..Math.Min(13, " + (field.MaxLength ?? 13) + ")]" : samples.Row(field, "1"))},"
            );
        yield return Templates.File(
            $"{model.SourceFolder}/Features/Auth/FirstAdmin.g.cs",
            "the first administrator.",
            "Auth/FirstAdmin",
            ("Namespace", model.Namespace),
            ("Accounts", ServiceModel.Set(model.Account)),
            ("Account", ServiceModel.Class(model.Account)),
            ("LoginProperty", ServiceModel.Property(model.Login)),
            ("AdminRole", role.Name),
            ("AdminValues", string.Join('\n', values)),
            (
                "MinPasswordLength",
                model.Blueprint.Authentication.MinPasswordLength.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
        );
    }
}
