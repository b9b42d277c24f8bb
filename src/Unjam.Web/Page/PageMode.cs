namespace Unjam.Web.Page;

/// <summary>How a page comes by its facts.</summary>
public enum PageMode
{
    /// <summary>It asks the server that it came from, and goes on asking.</summary>
    Live,

    /// <summary>It carries them: one file, made once.</summary>
    File,
}
