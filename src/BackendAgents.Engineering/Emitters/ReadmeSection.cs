namespace BackendAgents.Engineering.Emitters;

/// <summary>A section of the delivered README.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">Markdown below the heading.</param>
internal sealed record ReadmeSection(string Title, string Text);
